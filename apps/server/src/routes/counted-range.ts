const WEEK_MS = 7 * 86_400_000
const HOUR_MS = 3_600_000

/** Hours that were asked for, the last week unless told; an hour counts when it lies in the range at least in part. */
export function countedRange(
  asked: { readonly start?: string | undefined; readonly end?: string | undefined },
  now: number,
): { start: number; end: number } {
  const end = asked.end === undefined ? now + HOUR_MS : Date.parse(asked.end)
  const start = asked.start === undefined ? end - WEEK_MS : Date.parse(asked.start)
  return { start: Math.floor(start / HOUR_MS) * HOUR_MS, end }
}
