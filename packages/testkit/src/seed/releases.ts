const DAY_MS = 86_400_000

/** What is live at a time: the middle release made pages slow and broke the cart, until the third one mended it. */
export interface Release {
  readonly name: '2.4.0' | '2.5.0' | '2.5.1'
  /** Factor on painting. */
  readonly paint: number
  /** True in the six hours in which the broken release filled the error list. */
  readonly isErrorSpike: boolean
}

/** Three days of regression (a fifth of a shorter period), begun two fifths of the period before its end. */
export function releaseAt(at: number, end: number, days: number): Release {
  const brokenFrom = end - 0.4 * days * DAY_MS
  const brokenTo = brokenFrom + Math.min(3, days / 5) * DAY_MS
  if (at < brokenFrom) return { name: '2.4.0', paint: 1, isErrorSpike: false }
  if (at < brokenTo) return { name: '2.5.0', paint: 1.7, isErrorSpike: at < brokenFrom + DAY_MS / 4 }
  return { name: '2.5.1', paint: 0.97, isErrorSpike: false }
}
