/** How a finished value is to be read and printed; every column and metric names one. */
export const UNITS = {
  count: 'a whole number of things',
  ratio: 'a share between 0 and 1',
  ms: 'milliseconds',
  bytes: 'bytes',
  score: 'a layout shift score, no dimension',
  score_e4: 'a layout shift score times 10,000, as stored',
  millionths: 'a weight in millionths',
  per_session: 'an average per session',
  money: 'an amount in the currency beside it',
  time: 'a UTC time',
  none: 'a label or an identifier',
} as const

export type Unit = keyof typeof UNITS
