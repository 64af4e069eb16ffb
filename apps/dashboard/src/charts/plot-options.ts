import type uPlot from 'uplot'
import { axisSplits, type ChartModel, ceilingOf, valueSplits } from './chart-model.ts'
import type { Ink } from './ink.ts'

const FONT = '11px system-ui, sans-serif'

function drawThresholds(plot: uPlot, model: ChartModel, ink: Ink): void {
  const { ctx, bbox } = plot
  for (const rating of ['good', 'poor'] as const) {
    const value = model.thresholds?.[rating]
    if (value === undefined || value > (plot.scales.y?.max ?? 0)) continue
    const y = plot.valToPos(value, 'y', true)
    ctx.save()
    ctx.strokeStyle = ink[rating]
    ctx.fillStyle = ink[rating]
    ctx.lineWidth = devicePixelRatio
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.font = `${10.5 * devicePixelRatio}px system-ui, sans-serif`
    ctx.textAlign = 'right'
    const words = rating === 'good' ? `good up to ${model.printTick(value)}` : `poor above ${model.printTick(value)}`
    const at = [bbox.left + bbox.width - 4 * devicePixelRatio, y - 6 * devicePixelRatio] as const
    // A halo in the colour of the ground keeps the words legible where the line crosses them.
    ctx.setLineDash([])
    ctx.strokeStyle = ink.surface
    ctx.lineWidth = 4 * devicePixelRatio
    ctx.strokeText(words, ...at)
    ctx.fillText(words, ...at)
    ctx.restore()
  }
}

/** A dashed line and a diamond on the axis at every point that has a note. */
function drawNotes(plot: uPlot, model: ChartModel, ink: Ink): void {
  const { ctx, bbox } = plot
  const unit = devicePixelRatio
  for (const at of new Set(model.notes?.map((note) => note.at))) {
    const x = plot.valToPos(at, 'x', true)
    const bottom = bbox.top + bbox.height
    ctx.save()
    ctx.strokeStyle = ink.text
    ctx.fillStyle = ink.text
    ctx.lineWidth = unit
    ctx.setLineDash([3 * unit, 3 * unit])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bottom - 5 * unit)
    ctx.stroke()
    ctx.beginPath()
    ctx.moveTo(x, bottom - 5 * unit)
    ctx.lineTo(x + 5 * unit, bottom)
    ctx.lineTo(x, bottom + 5 * unit)
    ctx.lineTo(x - 5 * unit, bottom)
    ctx.fill()
    ctx.restore()
  }
}

/** Columns for uPlot: positions, interval ends, the previous period, the unfinished end, the values. */
export function plotColumns({ labels, values, previous, low, high, openAt }: ChartModel): uPlot.AlignedData {
  const none = labels.map(() => null)
  const isOpen = (at: number) => openAt !== undefined && at >= openAt && at > 0
  const closed = values.map((value, at) => (isOpen(at) ? null : value))
  const open = values.map((value, at) => (isOpen(at) || isOpen(at + 1) ? value : null))
  return [
    labels.map((_, at) => at),
    high ?? none,
    low ?? none,
    previous ?? none,
    open,
    closed,
  ] as unknown as uPlot.AlignedData
}

const MAIN_SERIES = 5

function seriesOf(model: ChartModel, ink: Ink): uPlot.Series[] {
  const points = { show: model.labels.length < 2, size: 6, fill: ink.line, stroke: ink.line }
  const fill = model.low === undefined ? { fill: ink.fill } : {}
  const hidden = { show: false }
  return [
    {},
    { stroke: 'transparent', points: hidden },
    { stroke: 'transparent', points: hidden },
    { stroke: ink.previous, width: 1.5, dash: [4, 4], points: hidden },
    { stroke: ink.line, width: 2, dash: [2, 4], points: hidden, ...fill },
    { stroke: ink.line, width: 2, points, ...fill },
  ]
}

/** Options of the one kind of line chart: no legend, the cursor's position told to `onPoint`. */
export function plotOptions(
  model: ChartModel,
  ink: Ink,
  place: { readonly width: number; readonly height: number; readonly onPoint: (at: number | null) => void },
): uPlot.Options {
  const ticks = valueSplits(ceilingOf(model), model.isWhole)
  const last = Math.max(1, model.labels.length - 1)
  return {
    width: place.width,
    height: place.height,
    padding: [12, 22, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, show: (_, at) => cursorPoint(at, ink) },
    },
    scales: { x: { time: false, range: [0, last] }, y: { range: [0, ticks.at(-1) ?? 1] } },
    bands: [{ series: [1, 2], fill: ink.band }],
    series: seriesOf(model, ink),
    axes: [
      {
        stroke: ink.text,
        font: FONT,
        size: 28,
        gap: 8,
        grid: { show: false },
        ticks: { show: false },
        splits: (plot) => axisSplits(model.labels.length, plot.width - 60),
        values: (_, splits) => splits.map((at) => model.labels[at]?.short ?? ''),
      },
      {
        stroke: ink.text,
        font: FONT,
        size: 52,
        gap: 8,
        grid: { stroke: ink.grid, width: 1 },
        ticks: { show: false },
        splits: () => ticks,
        values: (_, splits) => splits.map((value) => model.printTick(value)),
      },
    ],
    hooks: {
      setCursor: [(plot) => place.onPoint(plot.cursor.idx ?? null)],
      drawSeries: [(plot, at) => at === MAIN_SERIES && drawThresholds(plot, model, ink)],
      draw: [(plot) => drawNotes(plot, model, ink)],
    },
  }
}

/** The dot under the cursor: on the values only. */
function cursorPoint(series: number, ink: Ink): HTMLElement {
  const point = document.createElement('div')
  if (series < MAIN_SERIES - 1) return point
  point.style.border = `2px solid ${ink.line}`
  point.style.background = ink.surface
  return point
}
