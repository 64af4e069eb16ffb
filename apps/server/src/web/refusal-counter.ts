import type { ErrorCode } from '@lethe/catalogue'

/** Requests to the collect endpoint that could not be taken, by code, since the start; items have outcomes instead. */
export interface RefusalCounter {
  readonly since_at: number
  count(code: ErrorCode): void
  list(): { readonly code: ErrorCode; readonly count: number }[]
}

export function openRefusalCounter(now: () => number): RefusalCounter {
  const counts = new Map<ErrorCode, number>()
  return {
    since_at: now(),
    count: (code) => {
      counts.set(code, (counts.get(code) ?? 0) + 1)
    },
    list: () => [...counts].map(([code, count]) => ({ code, count })),
  }
}
