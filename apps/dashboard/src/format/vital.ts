import {
  ENOUGH_SAMPLES,
  type Interval,
  METRICS,
  type MetricName,
  type Rating,
  rate,
  VITALS,
  type VitalName,
} from '@lethe/catalogue'

export const VITAL_NAMES = Object.keys(VITALS) as VitalName[]
export const CORE_VITALS = VITAL_NAMES.filter((vital) => VITALS[vital].is_core)

const STORED_PER_SCORE = 10_000

/** The rating of a value as the API prints it. */
export function ratingOf(vital: VitalName, value: number): Rating {
  return rate(vital, VITALS[vital].unit === 'score' ? Math.round(value * STORED_PER_SCORE) : value)
}

/** The thresholds of a vital in the unit the API prints. */
export function thresholdsOf(vital: VitalName): { readonly good: number; readonly poor: number } {
  const { good, poor, unit } = VITALS[vital]
  const scale = unit === 'score' ? STORED_PER_SCORE : 1
  return { good: good / scale, poor: poor / scale }
}

export const p75 = (vital: VitalName): MetricName => `${vital}_p75`
export const shareMetric = (vital: VitalName, rating: Rating): MetricName => `${vital}_${rating}_share`

/** The vital a percentile or share is about. */
export function vitalOf(metric: MetricName): VitalName | undefined {
  const { formula } = METRICS[metric]
  return formula.form === 'percentile' || formula.form === 'share' ? formula.vital : undefined
}

/** True when a percentile may be shown as a number. */
export const isEnough = (interval: Interval | undefined): boolean =>
  interval !== undefined && interval.sample_count >= ENOUGH_SAMPLES

export const RATING_WORDS: Readonly<Record<Rating, string>> = {
  good: 'Good',
  needs_improvement: 'Needs improvement',
  poor: 'Poor',
}
