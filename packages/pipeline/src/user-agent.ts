import { hash } from 'node:crypto'
import bowser from 'bowser'
import { isbot } from 'isbot'

const MAX_CHARS = 1_024
const DEFAULT_REMEMBERED = 2_000
/** Those that the parser knows; any other it calls by the first words of the text, which may be anything. Four are not in its list. */
const BROWSERS: ReadonlySet<string> = new Set([
  ...Object.values(bowser.BROWSER_MAP),
  'Miui',
  'Opera Touch',
  'PlayStation 4',
  'SlimerJS',
])
const DEVICE_TYPES: ReadonlySet<string> = new Set(['desktop', 'mobile', 'tablet', 'tv'])

/** All that is kept of a user agent: families and major versions. Majors are 0 when unknown. */
export interface UserAgentFacts {
  readonly is_bot: boolean
  readonly browser: string
  readonly browser_major: number
  readonly engine: string
  readonly os: string
  readonly os_major: number
  readonly device_type: string
}

export type UserAgentReader = (userAgent: string) => UserAgentFacts

/**
 * Reads user agents and remembers the facts of the last 2,000 different ones, least recently used first out. What is
 * remembered is keyed by a salted hash, so that no user agent outlives its request.
 */
export function openUserAgentReader(options: {
  readonly randomBytes: (length: number) => Uint8Array
  readonly remembered?: number
}): UserAgentReader {
  const salt = Buffer.from(options.randomBytes(16)).toString('hex')
  const limit = options.remembered ?? DEFAULT_REMEMBERED
  const known = new Map<string, UserAgentFacts>()
  return (userAgent) => {
    const bounded = userAgent.slice(0, MAX_CHARS)
    const key = hash('sha256', salt + bounded, 'base64').slice(0, 22)
    const facts = known.get(key) ?? readUserAgent(bounded)
    known.delete(key)
    known.set(key, facts)
    for (const oldest of known.keys()) {
      if (known.size <= limit) break
      known.delete(oldest)
    }
    return facts
  }
}

function readUserAgent(userAgent: string): UserAgentFacts {
  // Every browser names itself; what does not is a program.
  const is_bot = userAgent.trim() === '' || isbot(userAgent)
  const { browser, engine, os, platform } = parse(userAgent)
  const type = platform.type ?? ''
  const name = browser.name ?? ''
  const isKnown = BROWSERS.has(name)
  return {
    is_bot,
    browser: isKnown ? name : '',
    browser_major: isKnown ? major(browser.version) : 0,
    engine: engine.name ?? '',
    os: os.name ?? '',
    os_major: major(os.version),
    device_type: DEVICE_TYPES.has(type) ? type : 'other',
  }
}

function parse(userAgent: string): bowser.Parser.ParsedResult {
  try {
    return bowser.parse(userAgent)
  } catch {
    // It refuses the empty text, by throwing.
    return { browser: {}, engine: {}, os: {}, platform: {} }
  }
}

/** First number of a version; a UInt16 in the store. */
function major(version: string | undefined): number {
  const first = Number.parseInt(/\d+/.exec(version ?? '')?.[0] ?? '0', 10)
  return first <= 65_535 ? first : 0
}
