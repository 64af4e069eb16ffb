import { OUTCOME_NAMES, OUTCOMES, type OutcomeName, type OutcomeRow } from '@lethe/catalogue'

/** An outcome's reason with its count over the period and what it means. */
export interface OutcomeSum {
  readonly outcome: OutcomeName
  readonly reason: string
  readonly count: number
  readonly meaning: string
}

const meaningOf = (outcome: OutcomeName, reason: string): string =>
  (OUTCOMES[outcome] as Readonly<Record<string, string>>)[reason] ?? ''

/** The hours of each reason put together, in the catalogue's order of outcomes, most frequent first. */
export function sumOutcomes(rows: readonly OutcomeRow[]): readonly OutcomeSum[] {
  const sums = new Map<string, OutcomeSum>()
  for (const { outcome, reason, count } of rows) {
    const key = `${outcome}/${reason}`
    sums.set(key, { outcome, reason, count: count + (sums.get(key)?.count ?? 0), meaning: meaningOf(outcome, reason) })
  }
  const rank = ({ outcome }: OutcomeSum) => OUTCOME_NAMES.indexOf(outcome)
  return [...sums.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count)
}

/** `spam_referrer` as a person reads it. */
export const reasonWords = (reason: string): string => {
  const words = reason.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
