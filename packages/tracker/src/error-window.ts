import type { ErrorFields } from './error-item.ts'

/** Different errors that one page may report. */
const MAX_PER_PAGE = 20

/** Counts equal errors of a short time, so that a loop that throws is one item. */
export interface ErrorWindow {
  /** True when the error is the first of its kind in this window. */
  add(fields: ErrorFields): boolean
  /** What was gathered, with counts; the window starts anew. */
  take(): (ErrorFields & { count: number })[]
  /** A new page may report again. */
  reset(): void
}

export function openErrorWindow(): ErrorWindow {
  let seen = new Map<string, ErrorFields & { count: number }>()
  let reported = 0
  return {
    add(fields) {
      const { error_type, message, stack, filename, line } = fields
      const key = JSON.stringify([error_type, message, stack, filename, line])
      const known = seen.get(key)
      if (known) known.count++
      else if (reported < MAX_PER_PAGE) {
        reported++
        seen.set(key, { ...fields, count: 1 })
        return true
      }
      return false
    },
    take() {
      const taken = [...seen.values()]
      seen = new Map()
      return taken
    },
    reset() {
      reported = 0
    },
  }
}
