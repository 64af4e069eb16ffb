import type { SeededRandom } from '../seeded-random.ts'
import type { Country } from './countries.ts'
import type { Slot } from './rhythm.ts'

/** Where and when a session starts. */
export interface SessionStart {
  readonly at: number
  readonly country: Country
}

/** Spreads exactly `count` sessions over the slots by their weights, a little unevenly, in order of time. */
export function* sessionStarts(slots: readonly Slot[], count: number, random: SeededRandom): Generator<SessionStart> {
  const weights = slots.map(({ weight }) => weight * random.logNormal(1, 0.12))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  let given = 0
  let hour: SessionStart[] = []
  for (const [index, slot] of slots.entries()) {
    reached += weights[index] ?? 0
    const due = index === slots.length - 1 ? count : Math.round((count * reached) / total)
    for (; given < due; given++) hour.push({ at: slot.from + random.below(slot.length_ms), country: slot.country })
    if (slots[index + 1]?.from === slot.from) continue
    yield* hour.sort((a, b) => a.at - b.at)
    hour = []
  }
}
