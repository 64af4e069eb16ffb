import { LIMITS, type ScrubPosition, type ScrubRule } from '@lethe/catalogue'
import { type CleanMemory, openCleanMemory } from './clean-memory.ts'
import type { Detector } from './engine/detector.ts'
import { type Scan, type ScrubNote, scrubPiece } from './engine/scan.ts'
import { settle, type Unsettled } from './engine/settle.ts'
import { userAgent } from './engine/user-agent.ts'
import { bounded } from './positions/bounded.ts'
import { scrubColumn } from './positions/column.ts'
import { scrubErrorMessage, scrubErrorType } from './positions/error-message.ts'
import { type ErrorPlace, scrubFrames } from './positions/frames.ts'
import { scrubHost } from './positions/host.ts'
import { scrubPagePath } from './positions/page-path.ts'
import { scrubPath } from './positions/path.ts'
import { scrubProps } from './positions/props.ts'
import { scrubProse } from './positions/prose.ts'
import { scrubRelease } from './positions/release.ts'

/** Told of every replacement: what, where, why; never the value. */
export type NoteScrub = (scrub: ScrubNote) => void

/** Host and path of a URL, cut down already. */
export interface Address {
  readonly hostname: string
  readonly path: string
}

/** What a browser tells of an error. */
export interface ErrorReport extends ErrorPlace {
  readonly type: string
  readonly message: string
  readonly stack: string
}

/** Takes what is personal out of what a page sends. Never throws, linear, bounded; doing it twice changes nothing. */
export interface Depersonalizer {
  /** Path of a page with what is allowed of its query and fragment: `/users/[name]/orders/[number]`. */
  pagePath(path: string, note?: NoteScrub): string
  referrer(address: Address, note?: NoteScrub): Address
  /** A campaign value under its name, e.g. `utm_term`. */
  utm(name: string, value: string, note?: NoteScrub): string
  eventName(name: string, note?: NoteScrub): string
  props(props: Readonly<Record<string, string>>, note?: NoteScrub): Record<string, string>
  /** Type, message template and top frames, so that equal errors are one. */
  error(error: ErrorReport, note?: NoteScrub): { type: string; template: string; frames: string[] }
  release(release: string, note?: NoteScrub): string
  /** A value that came for a column, by the rule that the catalogue declares. */
  column(rule: TextRule, text: string, note?: NoteScrub): string
  /** Any other text. */
  text(text: string, note?: NoteScrub): string
}

/** Rules of the catalogue for single texts. */
export type TextRule = Exclude<ScrubRule, 'frames' | 'props' | 'number'>

/** What a depersonaliser works with. */
export interface DepersonalizerOptions {
  /** In order of precedence. */
  readonly detectors: readonly Detector[]
  /** Epoch ms; with it, clean values are remembered for some minutes. */
  readonly now?: () => number
}

/** Enough to look twice through the longest URL with all its segments; what costs more is replaced whole. */
const WORK_PER_VALUE = 5_000
const IGNORE: NoteScrub = () => undefined

/** Opens a depersonaliser; it holds nothing but values that were found clean. */
export function openDepersonalizer({ detectors: given, now }: DepersonalizerOptions): Depersonalizer {
  const detectors = [userAgent, ...given]
  const memory = now ? openCleanMemory<true>({ now }) : null
  const scanOf = (position: ScrubPosition, note: NoteScrub = IGNORE): Scan => ({
    position,
    detectors,
    note,
    work: { left: WORK_PER_VALUE },
  })
  const text = (scan: Scan, { value, key = '' }: { value: string; key?: string }, clean: Asked['clean']) =>
    value === '' ? '' : remembered(memory, { scan, value: bounded(value, LIMITS.url_chars), key, clean })

  return {
    pagePath: (path, note) => text(scanOf('path', note), { value: path }, scrubPagePath),
    referrer({ hostname, path }, note) {
      const scan = scanOf('referrer', note)
      return {
        hostname: text(scan, { value: hostname, key: 'host' }, scrubHost),
        path: text(scan, { value: path, key: 'path' }, scrubPath),
      }
    },
    utm: (name, value, note) => text(scanOf('utm', note), { value, key: name }, proseUnder(name)),
    eventName: (name, note) => text(scanOf('event_name', note), { value: name }, bare),
    props: (props, note) =>
      scrubProps(props, {
        key: (key) => text(scanOf('prop_key', note), { value: key }, bare),
        value: (value, key) => text(scanOf('prop_value', note), { value, key }, proseUnder(key)),
      }),
    error({ type, message, stack, ...place }, note) {
      return {
        type: text(scanOf('error_type', note), { value: type }, scrubErrorType),
        template: text(scanOf('error_message', note), { value: message }, scrubErrorMessage),
        frames: scrubFrames(stack, place, scanOf('error_frame', note)),
      }
    },
    release: (release, note) => text(scanOf('release', note), { value: release }, scrubRelease),
    column: (rule, value, note) =>
      text(scanOf(rule === 'selector' ? 'selector' : 'resource', note), { value, key: rule }, scrubColumn(rule)),
    text: (value, note) => text(scanOf('prop_value', note), { value }, proseUnder('')),
  }
}

const bare = (value: string, scan: Scan): string => scrubPiece(value, '', scan)

const proseUnder = (key: string) => (value: string, scan: Scan) =>
  bounded(scrubProse(value, key, scan), LIMITS.string_chars)

interface Asked extends Unsettled {
  readonly key: string
}

/** Looks a value through unless it was found clean lately: nothing noted, nothing changed. */
function remembered(memory: CleanMemory<true> | null, asked: Asked): string {
  const { scan, value, key } = asked
  if (!memory) return settle(asked)
  const name = `${scan.position} ${key} ${value}`
  if (memory.recall(name)) return value
  let isClean = true
  const note: NoteScrub = (scrub) => {
    isClean = false
    scan.note(scrub)
  }
  const cleaned = settle({ ...asked, scan: { ...scan, note } })
  if (isClean && cleaned === value) memory.keep(name, true)
  return cleaned
}
