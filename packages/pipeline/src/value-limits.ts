import { hash } from 'node:crypto'
import type { ItemHash } from '@lethe/store/spool/port'
import { IdSet } from './id-set.ts'

const DAY_MS = 86_400_000
const KEY_BYTES = 32
/** Over all sites; 11 to 21 bytes each. */
const MAX_VALUES = 2_000_000

/** What is stored in place of a value that is one too many. */
export const OVERFLOW = '(overflow)'

/** One value of a site's column. */
export interface SeenValue {
  readonly site_id: number
  readonly column: string
  readonly value: string
  /** Most distinct values of the column in a day. */
  readonly most: number
}

/** How full a column of a site is today. */
export interface ValueState {
  readonly column: string
  readonly value_count: number
  /** Stored as `(overflow)`, or not taken at all. */
  readonly overflow_count: number
}

/** How many distinct values sites have stored today, and which, by keyed hashes only. */
export interface ValueLimits {
  /** Whether the value is one of the day's, which it becomes if there is room. The empty one always is. */
  admit(seen: SeenValue): boolean
  /** What `admit` would answer; remembers nothing. */
  hasRoom(seen: SeenValue): boolean
  /** How full a site's columns are today; nothing of those that nobody sent. */
  stateOf(siteId: number): readonly ValueState[]
  /** Distinct values of today, over all sites. */
  readonly size: number
}

/**
 * Days are those of UTC. Every site has the room that its columns declare; when all sites together have filled what memory there
 * is, values that are not known yet overflow until the day ends.
 */
export function openValueLimits(options: {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly maxValues?: number
}): ValueLimits {
  const { now, randomBytes, maxValues = MAX_VALUES } = options
  const key = Buffer.from(randomBytes(KEY_BYTES)).toString('latin1')
  let day = Number.NaN
  let values = new IdSet()
  let counts = new Map<string, { value_count: number; overflow_count: number }>()

  const beginDay = () => {
    const today = Math.floor(now() / DAY_MS)
    if (today === day) return
    day = today
    values = new IdSet()
    counts = new Map()
  }
  const look = ({ site_id, column, value, most }: SeenValue) => {
    beginDay()
    const name = `${site_id} ${column}`
    const digest = hash('sha256', `${key}${name} ${value}`, 'hex')
    const id: ItemHash = [Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16)]
    const count = counts.get(name) ?? { value_count: 0, overflow_count: 0 }
    return { name, id, count, isKnown: values.has(id), hasRoom: count.value_count < most && values.size < maxValues }
  }
  return {
    admit(seen) {
      if (seen.value === '' || seen.value === OVERFLOW) return true
      const { name, id, count, isKnown, hasRoom } = look(seen)
      if (isKnown) return true
      counts.set(name, count)
      if (hasRoom) {
        values.add(id)
        count.value_count++
      } else count.overflow_count++
      return hasRoom
    },
    hasRoom(seen) {
      if (seen.value === '' || seen.value === OVERFLOW) return true
      const { isKnown, hasRoom } = look(seen)
      return isKnown || hasRoom
    },
    stateOf(siteId) {
      beginDay()
      const own = [...counts].filter(([name]) => name.startsWith(`${siteId} `))
      return own.map(([name, count]) => ({ column: name.slice(name.indexOf(' ') + 1), ...count }))
    },
    get size() {
      return values.size
    },
  }
}
