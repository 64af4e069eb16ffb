import { type ChartNote, noteTexts } from './chart-notes.ts'

/** One point of time: how it is named on the axis and in words. */
export interface ChartLabel {
  readonly short: string
  readonly long: string
}

export type Values = readonly (number | null)[]

/** What a chart shows; every list has one entry per label. */
export interface ChartModel {
  readonly name: string
  readonly labels: readonly ChartLabel[]
  readonly values: Values
  readonly previous?: Values
  /** 95 % interval around the values. */
  readonly low?: Values
  readonly high?: Values
  readonly thresholds?: { readonly good: number; readonly poor: number }
  readonly print: (value: number | null) => string
  readonly printTick: (value: number) => string
  /** Between two whole numbers there is nothing to read. */
  readonly isWhole?: boolean
  /** Position of a last point whose time is not over: drawn as unfinished. */
  readonly openAt?: number
  readonly notes?: readonly ChartNote[]
}

const LEAST_GAP_PX = 64

/** Which labels fit on an axis of `width` px: evenly spaced, the first always among them. */
export function axisSplits(count: number, width: number): number[] {
  const room = Math.max(2, Math.floor(width / LEAST_GAP_PX))
  const step = Math.max(1, Math.ceil(count / room))
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step)
}

const STEPS = [1, 2, 2.5, 5, 10]

/** Round ticks from zero that cover `max`, three to five of them; fewer where only whole numbers count. */
export function valueSplits(max: number, isWhole = false): number[] {
  if (!(max > 0)) return [0, 1]
  const raw = max / 4
  const scale = 10 ** Math.floor(Math.log10(raw))
  const round = scale * (STEPS.find((one) => one * scale >= raw) ?? 10)
  const step = isWhole ? Math.ceil(round) : round
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(12)))
}

/** The largest figure the chart must have room for. */
export function ceilingOf({ values, previous = [], high = [], thresholds }: ChartModel): number {
  const tops = [...values, ...previous].filter((value) => value !== null)
  const top = Math.max(0, ...tops)
  // A huge interval of a quiet hour must not flatten the line.
  const roof = Math.max(top, ...high.filter((value) => value !== null).map((value) => Math.min(value, top * 1.5)))
  return thresholds === undefined ? roof : Math.max(roof, thresholds.good * 1.15)
}

/** A point in words, for the tooltip's reader. */
export function describePoint(model: ChartModel, at: number): string {
  const label = model.labels[at]
  if (label === undefined) return ''
  const before = model.previous?.[at]
  const range = rangeText(model, at)
  return [
    `${label.long}: ${model.print(model.values[at] ?? null)}`,
    before === undefined || before === null ? '' : `before: ${model.print(before)}`,
    range === undefined ? '' : `95% interval ${range}`,
    ...noteTexts(model.notes, at),
  ]
    .filter(Boolean)
    .join(', ')
}

/** `2.1 s to 2.6 s`, when both ends are known. */
export function rangeText({ low, high, print }: ChartModel, at: number): string | undefined {
  const from = low?.[at]
  const to = high?.[at]
  return from === undefined || from === null || to === undefined || to === null
    ? undefined
    : `${print(from)} to ${print(to)}`
}
