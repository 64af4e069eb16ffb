import { METRICS, type MetricName } from '@lethe/catalogue'
import { formatChange } from '../format/format.ts'

const JUDGEMENT = { true: 'better', false: 'worse' } as const

/** The change against the previous period; the word for better or worse is spoken, the arrow is seen. */
export function Change({ metric, rate }: { readonly metric: MetricName; readonly rate: number | null | undefined }) {
  const text = formatChange(rate)
  if (text === undefined || rate === null || rate === undefined)
    return <span className="change change-none">no comparison</span>
  const { better } = METRICS[metric]
  const isSame = text === formatChange(0)
  const isBetter = better === 'neither' || isSame ? undefined : rate > 0 === (better === 'higher')
  return (
    <span className={`change ${isBetter === false ? 'change-worse' : ''}`}>
      <span aria-hidden="true">{isSame ? '→' : rate > 0 ? '↑' : '↓'}</span> {text.replace(/^[+−-]/, '')}
      <span className="visually-hidden">
        {isSame ? 'as before' : rate > 0 ? ' more than before' : ' less than before'}
        {isBetter === undefined ? '' : `, ${JUDGEMENT[`${isBetter}`]}`}
      </span>
    </span>
  )
}
