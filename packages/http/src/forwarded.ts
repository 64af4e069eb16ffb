/** Headers in lower case, as Node gives them: repeated lines are one text, joined by commas in their order. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Where proxies may write down for whom they ask. */
export const FORWARDED_HEADERS = ['x-forwarded-for', 'forwarded'] as const

/** The one header that a proxy is trusted to write. */
export type ForwardedHeader = (typeof FORWARDED_HEADERS)[number]

/**
 * Addresses from the client to the last proxy as that header has them, and no other: proxies pass on what a visitor puts
 * into the headers that they do not write. '' stands for a hop that cannot be read.
 */
export function readHops(headers: Headers, header: ForwardedHeader): readonly string[] {
  const text = textOf(headers[header])
  return header === 'forwarded' ? readForwarded(text).map((element) => element.get('for') ?? '') : itemsOf(text)
}

/** How the last proxy says that it was asked, e.g. `https`; '' when it does not. */
export function readProto(headers: Headers, header: ForwardedHeader): string {
  const said =
    header === 'forwarded'
      ? readForwarded(textOf(headers.forwarded)).at(-1)?.get('proto')
      : itemsOf(textOf(headers['x-forwarded-proto'])).at(-1)
  return said?.toLowerCase() ?? ''
}

/** Whether a request carries the header at all. */
export const isForwarded = (headers: Headers, header: ForwardedHeader): boolean => textOf(headers[header]).trim() !== ''

const textOf = (header: string | readonly string[] | undefined): string =>
  typeof header === 'string' ? header : (header ?? []).join(',')

const itemsOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

type Element = ReadonlyMap<string, string>

const UNREADABLE: readonly Element[] = [new Map()]
/** `name=value`, if any, and what ends it. A value may be bare where the RFC wants quotes. Linear: no two repeats touch. */
const PAIR = /[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)=("(?:[^"\\]|\\.)*"|[^\s",;]*)[ \t]*)?([,;]|$)/y

/**
 * RFC 7239. TRICKY: a visitor may open a quote that swallows what the proxy appends, or get a comma into a value that the
 * proxy quotes. So the whole text is read in order, and one fault anywhere leaves a single hop that cannot be read.
 */
function readForwarded(text: string): readonly Element[] {
  const elements: Element[] = []
  let element = new Map<string, string>()
  const pair = new RegExp(PAIR)
  for (let end = false; !end; ) {
    const found = pair.exec(text)
    if (found === null) return UNREADABLE
    const [, written, value = '', separator] = found
    const name = written?.toLowerCase()
    if (name !== undefined && element.has(name)) return UNREADABLE
    if (name !== undefined) element.set(name, plain(value))
    if (separator === ';') continue
    if (element.size > 0) elements.push(element)
    element = new Map()
    end = separator === ''
  }
  return elements
}

const plain = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value)
