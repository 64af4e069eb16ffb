/** Longest selector that leaves the browser. */
const MAX_CHARS = 100
/** Prefixes that style libraries put before a generated hash. */
const GENERATED = /^(css|sc|jss|svelte|emotion|tw|styled|makeStyles|_?ng)[-_]?/
const WORD = /^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*)$/
const UNSPEAKABLE = /[bcdfghjklmnpqrstvwxz]{5}|^[^aeiouy]{4,}$/i
const TAG = /^[a-z]+(?:-[a-z]+)*[1-6]?$/
const RUM_NAME = /^[a-z][\w-]{0,39}$/i

/** The part of an element that its selector is made of; a DOM `Element` fits. */
export interface ElementLike {
  readonly nodeName: string
  readonly nodeType: number
  readonly parentNode: unknown
  readonly classList?: Iterable<string>
  getAttribute?(name: string): string | null
}

/**
 * A selector that says what an element is, never whose: tags, `data-rum` names and words used as classes, no ids, no text.
 * The owner names an element with `data-rum="..."`; the walk up ends there. Never null, since `web-vitals` would then write its own.
 */
export function selectorOf(node: ElementLike | null | undefined): string {
  let selector = ''
  for (let at = node; at && at.nodeType === 1; at = at.parentNode as ElementLike | null) {
    if (selector && /^(body|html)$/i.test(at.nodeName)) break
    const name = at.getAttribute?.('data-rum') ?? ''
    const part = compound(at.nodeName.toLowerCase(), name, [...(at.classList ?? [])])
    const longer = selector ? `${part}>${selector}` : part
    if (longer.length > MAX_CHARS) break
    selector = longer
    if (isRumName(name)) break
  }
  return selector
}

/** The same rule for a selector made elsewhere (by a browser or another script). */
export function cleanSelector(selector: string): string {
  const bare = selector.slice(0, 1024).replace(/\[(?!data-rum=)[^\]]*\]?|:+[\w-]+(?:\([^)]*\)?)?/g, '')
  const parts = bare.split(/[\s>+~]+/).filter(Boolean)
  const cleaned = parts.map((part) => {
    const tag = /^[\w-]*/.exec(part)?.[0].toLowerCase() ?? ''
    const name = /\[data-rum="?([\w-]+)/.exec(part)?.[1] ?? ''
    return compound(
      tag,
      name,
      [...part.matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? ''),
    )
  })
  while (cleaned.join('>').length > MAX_CHARS) cleaned.shift()
  return cleaned.join('>')
}

/** True for a class that somebody wrote, false for one that a tool or a template generated (`css-1x2y`, `user-8312`). */
export function isStaticClass(name: string): boolean {
  if (name.length > 40 || GENERATED.test(name)) return false
  const words = name.split(/[-_]+/).filter(Boolean)
  return words.length > 0 && words.every((word) => word.length <= 20 && WORD.test(word) && !UNSPEAKABLE.test(word))
}

function compound(tag: string, name: string, classes: readonly string[]): string {
  const known = TAG.test(tag) && tag.length <= 30 ? tag : '*'
  if (isRumName(name)) return `${known}[data-rum=${name}]`
  return [known, ...classes.filter(isStaticClass).sort().slice(0, 3)].join('.')
}

const isRumName = (name: string): boolean => RUM_NAME.test(name) && !/\d{3}/.test(name)
