import { type KeyboardEvent, useCallback, useId, useRef, useState } from 'react'
import { Icon } from '../ui/Icon.tsx'
import { ChartNotes } from './ChartNotes.tsx'
import { type ChartModel, describePoint, rangeText } from './chart-model.ts'
import { noteTexts } from './chart-notes.ts'
import { usePlot } from './use-plot.ts'

interface Props {
  readonly model: ChartModel
  readonly height: number
  readonly isStale?: boolean
}

/** A time series with tooltip, arrow keys, and the same figures as a table. */
export function LineChart({ model, height, isStale = false }: Props) {
  const [isTable, setIsTable] = useState(false)
  const [hasNotesOpen, setHasNotesOpen] = useState(false)
  const notesId = useId()
  const { notes = [] } = model
  return (
    <figure className={`chart ${isStale ? 'is-stale' : ''}`} aria-label={`${model.name} over time`}>
      <div className="chart-head">
        <ChartLegend model={model} />
        {notes.length > 0 && (
          <button
            type="button"
            className="button button-quiet chart-switch chart-note-switch"
            aria-expanded={hasNotesOpen}
            aria-controls={notesId}
            onClick={() => setHasNotesOpen(!hasNotesOpen)}
          >
            <span className="key-note" />
            {notes.length === 1 ? '1 note' : `${notes.length} notes`}
          </button>
        )}
        <button
          type="button"
          className="button button-quiet chart-switch"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          <Icon name={isTable ? 'chart' : 'table'} />
          {isTable ? 'Chart' : 'Table'}
        </button>
      </div>
      {hasNotesOpen && notes.length > 0 && <ChartNotes notes={notes} id={notesId} />}
      {isTable ? <ChartTable model={model} height={height} /> : <Plot model={model} height={height} />}
    </figure>
  )
}

function ChartLegend({ model }: Pick<Props, 'model'>) {
  return (
    <ul className="chart-legend" aria-hidden="true">
      <li>
        <span className="key-line" />
        {model.name}
      </li>
      {model.previous !== undefined && (
        <li>
          <span className="key-line key-dashed" />
          Previous period
        </li>
      )}
      {model.low !== undefined && (
        <li>
          <span className="key-band" />
          95% interval
        </li>
      )}
    </ul>
  )
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
}

function Plot({ model, height }: Pick<Props, 'model' | 'height'>) {
  const host = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number | null>(null)
  const onPoint = useCallback((next: number | null) => setAt(next), [])
  const plot = usePlot(host, model, { height, onPoint })
  const last = model.labels.length - 1
  const shown = at === null ? null : Math.min(at, last)

  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const next =
      event.key === 'Home' ? 0 : event.key === 'End' ? last : step === undefined ? undefined : (shown ?? last) + step
    if (next === undefined) return
    event.preventDefault()
    show(next)
  }
  const show = (next: number) => {
    const kept = Math.max(0, Math.min(last, next))
    plot.current?.setCursor({ left: plot.current.valToPos(kept, 'x'), top: 10 }, false)
    setAt(kept)
  }
  return (
    <div
      className="plot"
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={`${model.name}, use the arrow keys to read the points`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={shown ?? last}
      aria-valuetext={describePoint(model, shown ?? last)}
      onKeyDown={move}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(last)}
      onBlur={() => {
        plot.current?.setCursor({ left: -10, top: -10 })
        setAt(null)
      }}
    >
      <div ref={host} className="plot-host" />
      {shown !== null && <PointTip model={model} at={shown} plot={plot.current} />}
    </div>
  )
}

interface TipProps {
  readonly model: ChartModel
  readonly at: number
  readonly plot: { valToPos: (value: number, scale: string) => number; width: number; over: HTMLElement } | null
}

function PointTip({ model, at, plot }: TipProps) {
  if (plot === null) return null
  const left = plot.valToPos(at, 'x') + plot.over.offsetLeft
  const isRight = left > plot.width * 0.6
  const range = rangeText(model, at)
  const before = model.previous?.[at]
  return (
    <div
      className="point-tip"
      aria-hidden="true"
      style={isRight ? { right: plot.width - left + 14 } : { left: left + 14 }}
    >
      <div className="point-when">{model.labels[at]?.long}</div>
      <div className="point-row">
        <span className="key-line" />
        {model.name}
        <b>{model.print(model.values[at] ?? null)}</b>
      </div>
      {before !== undefined && before !== null && (
        <div className="point-row">
          <span className="key-line key-dashed" />
          Previous
          <b>{model.print(before)}</b>
        </div>
      )}
      {range !== undefined && <div className="point-row faint">95% interval {range}</div>}
      {noteTexts(model.notes, at).map((text) => (
        <div key={text} className="point-row">
          <span className="key-note" />
          {text}
        </div>
      ))}
    </div>
  )
}

function ChartTable({ model, height }: Pick<Props, 'model' | 'height'>) {
  const has = {
    previous: model.previous !== undefined,
    range: model.low !== undefined,
    notes: model.notes !== undefined,
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="chart-table" style={{ height }} tabIndex={0} aria-label={`${model.name}, table`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className="num">
              {model.name}
            </th>
            {has.previous && (
              <th scope="col" className="num">
                Previous
              </th>
            )}
            {has.range && (
              <th scope="col" className="num">
                95% interval
              </th>
            )}
            {has.notes && <th scope="col">Note</th>}
          </tr>
        </thead>
        <tbody>
          {model.labels.map((label, at) => (
            <tr key={label.long}>
              <th scope="row">{label.long}</th>
              <td className="num">{model.print(model.values[at] ?? null)}</td>
              {has.previous && <td className="num">{model.print(model.previous?.[at] ?? null)}</td>}
              {has.range && <td className="num">{rangeText(model, at) ?? '–'}</td>}
              {has.notes && <td>{noteTexts(model.notes, at).join('; ')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
