import { COLUMNS, type DimensionName, METRICS, type MetricName, type Unit } from '@lethe/catalogue'

const LOCALE = 'en-GB'
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
// British compact notation writes millions as m, which reads as metres or minutes.
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })
const plain = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 3 })
const oneDigit = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDigits = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const score = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const tickPercent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 })
const signed = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' })

/** What stands where no figure is known. */
export const NO_VALUE = '–'

function milliseconds(value: number): string {
  if (value < 999.5) return `${whole.format(value)} ms`
  if (value < 59_950) return `${(value < 9_995 ? twoDigits : oneDigit).format(value / 1000)} s`
  const seconds = Math.round(value / 1000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, '0')}s`
  return `${Math.floor(seconds / 3_600)}h ${String(Math.floor((seconds % 3_600) / 60)).padStart(2, '0')}m`
}

function bytes(value: number): string {
  const kilo = value / 1000
  if (kilo < 1) return `${whole.format(value)} B`
  return kilo < 1000 ? `${oneDigit.format(kilo)} kB` : `${oneDigit.format(kilo / 1000)} MB`
}

const PRINTERS: Readonly<Record<Unit, (value: number) => string>> = {
  count: (value) => whole.format(value),
  ratio: (value) => percent.format(value),
  ms: milliseconds,
  bytes,
  score: (value) => score.format(value),
  score_e4: (value) => score.format(value / 10_000),
  millionths: (value) => twoDigits.format(value / 1_000_000),
  per_session: (value) => twoDigits.format(value),
  money: (value) => twoDigits.format(value),
  time: (value) => new Date(value).toISOString(),
  none: String,
}

/** A finished value in words of its unit; a dash when it is not known. */
export function formatUnit(unit: Unit, value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : PRINTERS[unit](value)
}

/** The same with fewer digits, for large type: whole numbers up to a million. */
export function formatShort(unit: Unit, value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE
  return unit === 'count' && Math.abs(value) >= 1_000_000 ? short.format(value) : PRINTERS[unit](value)
}

/** The round figures of an axis: no digit more than they need. */
export function formatTick(unit: Unit, value: number): string {
  if (value === 0) return unit === 'ratio' ? '0%' : '0'
  if (unit === 'count') return Math.abs(value) < 10_000 ? plain.format(value) : short.format(value)
  if (unit === 'ratio') return tickPercent.format(value)
  if (unit === 'ms' && value >= 1000 && value < 60_000) return `${plain.format(value / 1000)} s`
  if (unit === 'ms' || unit === 'bytes') return PRINTERS[unit](value)
  return plain.format(value)
}

/** A metric's value. */
export const formatMetric = (metric: MetricName, value: number | null | undefined): string =>
  formatUnit(METRICS[metric].unit, value)

/** `+8%` from 0.08; beyond tenfold the exact figure says nothing. Nothing when it is not known. */
export function formatChange(rate: number | null | undefined): string | undefined {
  if (rate === null || rate === undefined) return undefined
  return rate > 9 ? '>10×' : signed.format(rate)
}

const EMPTY_NAMES: Partial<Record<DimensionName, string>> = {
  source: 'Direct',
  channel: 'Direct',
  referrer: 'None',
  referrer_hostname: 'None',
  utm_source: 'None',
  utm_medium: 'None',
  utm_campaign: 'None',
  utm_content: 'None',
  utm_term: 'None',
}

const SCREENS: Record<string, string> = {
  xs: 'XS · below 576 px',
  sm: 'S · below 768 px',
  md: 'M · below 1024 px',
  lg: 'L · below 1440 px',
  xl: 'XL · 1440 px and wider',
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

function safely(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

/** A dimension's value as a person reads it. */
export function formatValue(dimension: DimensionName, value: string | number): string {
  if (value === '' || (value === 0 && COLUMNS[dimension].sql.startsWith('UInt')))
    return EMPTY_NAMES[dimension] ?? 'Unknown'
  const text = String(value)
  if (dimension === 'country') return safely(regions, text)
  if (dimension === 'language') return safely(languages, text)
  if (dimension === 'screen_class') return SCREENS[text] ?? text
  if (dimension === 'device_type' || dimension === 'device_class' || dimension === 'navigation_type')
    return (text.charAt(0).toUpperCase() + text.slice(1)).replaceAll('-', ' ')
  return text
}

/** `n` things in words: `1 session`, `2 sessions`. */
export const plural = (count: number, one: string): string => `${whole.format(count)} ${one}${count === 1 ? '' : 's'}`
