const DEFAULT_LIMIT = 10_000
const DEFAULT_MINUTES = 10
/** Longer texts are rarely the same twice. */
const MAX_CHARS = 300

/** What was found clean and need not be looked through again. */
export interface CleanMemory<Value> {
  recall(text: string): Value | undefined
  /** Only for what was found clean: whatever had something to hide must never be kept. */
  keep(text: string, value: Value): void
}

/** How much is remembered, and for how long. */
export interface CleanMemoryOptions {
  readonly now: () => number
  /** Most entries. */
  readonly limit?: number
  /** Longest time that one is kept, however often it is asked for: what a detector overlooked does not stay. */
  readonly minutes?: number
}

/** In this process only. Two generations: when the young one is full or old enough, the older one is forgotten whole. */
export function openCleanMemory<Value>(options: CleanMemoryOptions): CleanMemory<Value> {
  const { now, limit = DEFAULT_LIMIT, minutes = DEFAULT_MINUTES } = options
  const half = (minutes * 60_000) / 2
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  let turned_at = now()

  const turn = () => {
    const age = now() - turned_at
    if (age < half && young.size < limit / 2) return
    old = age < 2 * half ? young : new Map()
    young = new Map()
    turned_at = now()
  }
  return {
    recall(text) {
      turn()
      return young.get(text) ?? old.get(text)
    },
    keep(text, value) {
      if (text.length > MAX_CHARS) return
      turn()
      young.set(text, value)
    },
  }
}
