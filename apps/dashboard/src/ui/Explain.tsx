import { type Interval, METRICS, type MetricName, type QueryMeta, UNITS } from '@lethe/catalogue'
import { Tooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { formatMetric, formatUnit } from '../format/format.ts'
import { vitalOf } from '../format/vital.ts'

/** Shows `content` when its child is hovered or focused; the child must be one element that takes a ref. */
export function Hint({ content, children }: { readonly content: ReactNode; readonly children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="hint" sideOffset={6} collisionPadding={12}>
          {content}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

interface Props {
  readonly metric: MetricName
  readonly value?: number | null | undefined
  readonly previous?: number | null | undefined
  readonly interval?: Interval | undefined
  readonly meta?: QueryMeta | undefined
  readonly note?: ReactNode
}

/** What a number means: definition, unit, sample size, interval, and where it was read. */
export function Explanation({ metric, value, previous, interval, meta, note }: Props) {
  const { label, description, unit } = METRICS[metric]
  const isMeasured = vitalOf(metric) !== undefined
  return (
    <div className="explanation">
      <strong>{label}</strong>
      <p>{description}</p>
      <dl>
        {value !== undefined && value !== null && <Fact name="Value" text={formatMetric(metric, value)} />}
        {previous !== undefined && previous !== null && (
          <Fact name="Previous period" text={formatMetric(metric, previous)} />
        )}
        <Fact name="Unit" text={UNITS[unit]} />
        {interval !== undefined && <Fact name="Samples" text={formatUnit('count', interval.sample_count)} />}
        {interval !== undefined && interval.low !== null && interval.high !== null && (
          <Fact
            name="95% interval"
            text={`${formatMetric(metric, interval.low)} to ${formatMetric(metric, interval.high)}`}
          />
        )}
        {meta !== undefined && (
          <Fact name="Read from" text={meta.source === 'raw' ? 'every stored row' : 'hourly sums'} />
        )}
        {meta !== undefined && meta.sample_ratio < 1 && (
          <Fact name="Sampled" text={formatUnit('ratio', meta.sample_ratio)} />
        )}
      </dl>
      {isMeasured && interval !== undefined && <p className="faint">The interval assumes independent samples.</p>}
      {note}
    </div>
  )
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  )
}

interface TermProps {
  readonly metric: MetricName
  readonly text?: string | undefined
  readonly note?: string | undefined
}

/** A word that explains a metric on hover and focus: the head of a column, the name of a card. */
export function MetricTerm({ metric, text, note }: TermProps) {
  return (
    <Hint content={<Explanation metric={metric} note={note !== undefined && <p>{note}</p>} />}>
      <button type="button" className="term">
        {text ?? METRICS[metric].label}
      </button>
    </Hint>
  )
}
