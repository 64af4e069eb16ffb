import { type RefObject, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useInk } from '../theme/use-theme.ts'
import type { ChartModel } from './chart-model.ts'
import { readInk } from './ink.ts'
import { plotColumns, plotOptions } from './plot-options.ts'

/** Draws `model` into the element, at its width, in the colours of the theme; returns the live plot. */
export function usePlot(
  host: RefObject<HTMLDivElement | null>,
  model: ChartModel,
  { height, onPoint }: { readonly height: number; readonly onPoint: (at: number | null) => void },
): RefObject<uPlot | null> {
  const plot = useRef<uPlot | null>(null)
  const theme = useInk()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme needs new colours
  useEffect(() => {
    const element = host.current
    if (element === null) return
    const width = Math.max(200, element.clientWidth)
    const made = new uPlot(
      plotOptions(model, readInk(element), { width, height, onPoint }),
      plotColumns(model),
      element,
    )
    plot.current = made
    const watcher = new ResizeObserver(() => {
      const now = Math.max(200, element.clientWidth)
      if (now !== made.width) made.setSize({ width: now, height })
    })
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [host, model, height, onPoint, theme])
  return plot
}
