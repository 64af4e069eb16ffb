import { DEFAULT_SCRUB_SETTINGS, SCRUB_TYPE_NAMES, type ScrubSettings } from '@lethe/catalogue'
import { type Depersonalizer, openDepersonalizer } from './depersonalizer.ts'
import { card } from './detectors/card.ts'
import { email } from './detectors/email.ts'
import { iban } from './detectors/iban.ts'
import { ip } from './detectors/ip.ts'
import { tokenShapes } from './detectors/token-shapes.ts'
import { DETECTORS } from './detectors.ts'
import { readable } from './engine/decode.ts'
import { ownPattern } from './own-pattern.ts'

/** What is never kept, whatever the owner of a site allows: it is recognised by its own form. */
const SURE = [tokenShapes, email, iban, card, ip]
const PLACEHOLDER = new RegExp(`\\[(?:${SCRUB_TYPE_NAMES.join('|')})\\]`)

/** What a depersonaliser is given besides the settings of a site. */
export interface SiteDepersonalizerOptions {
  /** Epoch ms; with it, clean values are remembered for some minutes. */
  readonly now?: () => number
}

/** Whether an owner has changed nothing. */
export function isDefaultScrubbing(settings: ScrubSettings): boolean {
  const { drop_keys, keep_keys, keep_paths, patterns, replacement } = settings
  const lists = [drop_keys, keep_keys, keep_paths, patterns]
  return replacement === DEFAULT_SCRUB_SETTINGS.replacement && lists.every(({ length }) => length === 0)
}

/** A depersonaliser with all detectors that goes by the settings of a site. Memory of clean values is its own. */
export function openSiteDepersonalizer(
  settings: ScrubSettings,
  options: SiteDepersonalizerOptions = {},
): Depersonalizer {
  const own = settings.patterns.map(ownPattern)
  const full = openDepersonalizer({ detectors: [...own, ...DETECTORS], ...options })
  if (isDefaultScrubbing(settings)) return full
  const sure = openDepersonalizer({ detectors: [...own, ...SURE], ...options })
  const dropped = keySet(settings.drop_keys)
  const kept = keySet(settings.keep_keys)
  const under = (key: string) => (kept.has(key.toLowerCase()) ? sure : full)
  const isDropped = (key: string) => dropped.has(key.toLowerCase())
  const isOut = (text: string) => settings.replacement === 'remove' && PLACEHOLDER.test(text)
  const segments = (path: string) =>
    settings.replacement === 'remove'
      ? path
          .split('/')
          .filter((segment) => !isOut(segment))
          .join('/') || '/'
      : path

  return {
    ...full,
    pagePath(path, note) {
      const { bare, pairs, fragment } = partsOf(path)
      const isKept = isKeptPath(bare, settings.keep_paths)
      const query = pairs
        .filter((pair) => !isDropped(keyOf(pair)))
        .map((pair) => under(keyOf(pair)).pagePath(`/?${pair}`, note).slice(2))
        .filter((pair) => !isOut(pair))
        .join('&')
      const anchor = fragment && full.pagePath(`/${fragment}`, note).slice(1)
      const clean = bare && segments((isKept ? sure : full).pagePath(bare, note))
      return clean + (query && `?${query}`) + (isOut(anchor) ? '' : anchor)
    },
    referrer(address, note) {
      const { hostname, path } = full.referrer(address, note)
      return { hostname, path: segments(path) }
    },
    utm(name, value, note) {
      if (isDropped(name)) return ''
      const clean = under(name).utm(name, value, note)
      return isOut(clean) ? '' : clean
    },
    props(props, note) {
      const entries = Object.entries(props).filter(([key]) => !isDropped(key))
      const cleaned = (by: Depersonalizer): Record<string, string> =>
        by.props(Object.fromEntries(entries.filter(([key]) => under(key) === by)), note)
      const clean = Object.entries({ ...cleaned(full), ...cleaned(sure) })
      return Object.fromEntries(clean.filter(([key, value]) => !isOut(key) && !isOut(value)))
    },
  }
}

/** Depersonalisers by the settings that they go by: a change of settings is a new object, so it counts from then on. */
export function openSiteDepersonalizers(options: SiteDepersonalizerOptions): (of: ScrubSettings) => Depersonalizer {
  const plain = openSiteDepersonalizer(DEFAULT_SCRUB_SETTINGS, options)
  const known = new WeakMap<ScrubSettings, Depersonalizer>()
  return (settings) => {
    let found = known.get(settings)
    if (!found) {
      found = isDefaultScrubbing(settings) ? plain : openSiteDepersonalizer(settings, options)
      known.set(settings, found)
    }
    return found
  }
}

const keySet = (keys: readonly string[]): ReadonlySet<string> => new Set(keys.map((key) => key.toLowerCase()))

function partsOf(path: string): { bare: string; pairs: readonly string[]; fragment: string } {
  const hash = path.indexOf('#')
  const fragment = hash < 0 ? '' : path.slice(hash)
  const front = hash < 0 ? path : path.slice(0, hash)
  const mark = front.indexOf('?')
  if (mark < 0) return { bare: front, pairs: [], fragment }
  const pairs = front.slice(mark + 1).split('&')
  return { bare: front.slice(0, mark), pairs: pairs.filter(Boolean), fragment }
}

function keyOf(pair: string): string {
  const key = pair.split('=', 1)[0] ?? ''
  return readable(key.replaceAll('+', ' ')) ?? key
}

/** Whether a path without query is one of `keep_paths`: `/artists/*` is what begins with `/artists/`, without a star that path alone. */
export function isKeptPath(path: string, keepPaths: readonly string[]): boolean {
  return keepPaths.some((pattern) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern))
}
