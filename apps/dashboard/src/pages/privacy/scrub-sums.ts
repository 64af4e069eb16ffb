import { SCRUB_POSITIONS, SCRUB_TYPES, type ScrubPosition, type ScrubSum, type ScrubType } from '@lethe/catalogue'
import { formatUnit } from '../../format/format.ts'

/** A kind of personal data with its count over all places, and each place's. */
export interface ScrubGroup {
  readonly type: ScrubType
  readonly count: number
  readonly places: readonly { readonly position: ScrubPosition; readonly count: number }[]
}

/** Sums by kind, the most frequent kind and place first. */
export function groupScrubs(sums: readonly ScrubSum[]): readonly ScrubGroup[] {
  const found = sums.filter(({ count }) => count > 0)
  return [...new Set(found.map(({ type }) => type))]
    .map((type) => {
      const each = found.filter((sum) => sum.type === type)
      return {
        type,
        count: each.reduce((total, { count }) => total + count, 0),
        places: each.map(({ position, count }) => ({ position, count })).sort((a, b) => b.count - a.count),
      }
    })
    .sort((a, b) => b.count - a.count)
}

/** `4,120 × email addresses, most of them in: path of the page`. */
export function scrubSummary(groups: readonly ScrubGroup[]): string {
  const total = groups.reduce((sum, { count }) => sum + count, 0)
  const [first] = groups
  const place = first?.places[0]
  if (first === undefined || place === undefined) return ''
  const times = total === 1 ? 'Once' : `${formatUnit('count', total)} times`
  const kind = SCRUB_TYPES[first.type].label.toLowerCase()
  return `${times} something personal was taken out before it was stored; most often ${kind} (${SCRUB_POSITIONS[place.position].toLowerCase()}).`
}
