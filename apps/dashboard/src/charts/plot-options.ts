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
    ctx.fillText(
      rating === 'good' ? `good up to ${model.printShort(value)}` : `poor above ${model.printShort(value)}`,
      bbox.left + bbox.width - 4 * devicePixelRatio,
      y - 5 * devicePixelRatio,
    )
    ctx.restore()
  }
}

/** Columns for uPlot: positions, interval ends, the previous period, the values. */
export function plotColumns({ labels, values, previous, low, high }: ChartModel): uPlot.AlignedData {
  const none = labels.map(() => null)
  return [labels.map((_, at) => at), high ?? none, low ?? none, previous ?? none, values] as uPlot.AlignedData
}

function seriesOf(model: ChartModel, ink: Ink): uPlot.Series[] {
  const isSingle = model.labels.length < 2
  const points = { show: isSingle, size: 6, fill: ink.line, stroke: ink.line }
  const fill = model.low === undefined ? ink.fill : undefined
  return [
    {},
    { stroke: 'transparent', points: { show: false } },
    { stroke: 'transparent', points: { show: false } },
    { stroke: ink.previous, width: 1.5, dash: [4, 4], points: { show: false } },
    { stroke: ink.line, width: 2, points, ...(fill !== undefined && { fill }) },
  ]
}

/** Options of the one kind of line chart: no legend, the cursor's position told to `onPoint`. */
export function plotOptions(
  model: ChartModel,
  ink: Ink,
  place: { readonly width: number; readonly height: number; readonly onPoint: (at: number | null) => void },
): uPlot.Options {
  const ticks = valueSplits(ceilingOf(model))
  const last = Math.max(1, model.labels.length - 1)
  return {
    width: place.width,
    height: place.height,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8, width: 2, stroke: ink.line, fill: ink.surface, show: (_, at) => cursorPoint(at, ink) },
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
        values: (_, splits) => splits.map((value) => model.printShort(value)),
      },
    ],
    hooks: {
      setCursor: [(plot) => place.onPoint(plot.cursor.idx ?? null)],
      drawSeries: [(plot, at) => at === 4 && drawThresholds(plot, model, ink)],
    },
  }
}

const MAIN_SERIES = 4

function cursorPoint(series: number, ink: Ink): HTMLElement | false {
  if (series !== MAIN_SERIES) return false
  const point = document.createElement('div')
  point.style.border = `2px solid ${ink.line}`
  point.style.background = ink.surface
  return point
}
