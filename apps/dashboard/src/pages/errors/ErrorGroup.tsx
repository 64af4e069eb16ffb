import type { ErrorGroupRow } from '@lethe/catalogue'
import { useId, useState } from 'react'
import { formatUnit, plural } from '../../format/format.ts'
import { formatAgo, formatMoment } from '../../format/time.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useView } from '../../view/use-view.ts'

/** One group of equal errors; opens to its frames. */
export function ErrorGroup({ group, timezone }: { readonly group: ErrorGroupRow; readonly timezone: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  return (
    <li className="group">
      <button
        type="button"
        className="group-head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="group-turn">
          <Icon name="chevron" size={14} />
        </span>
        <span className="group-text">
          <span className="group-type">{group.error_type || 'Error'}</span>
          <span className="group-message">{group.message || 'No message'}</span>
          <span className="group-frame">{group.frames[0] ?? ''}</span>
        </span>
        <span className="group-figure">
          <b>{formatUnit('count', group.error_count)}</b>
          <span>{group.error_count === 1 ? 'time' : 'times'}</span>
        </span>
        <span className="group-figure">
          <b>{formatUnit('count', group.session_count)}</b>
          <span>{group.session_count === 1 ? 'session' : 'sessions'}</span>
        </span>
        <span className="group-figure group-seen">
          <b>{formatAgo(group.last_seen, Date.now())}</b>
          <span>last seen</span>
        </span>
      </button>
      {isOpen && (
        <div id={id} className="group-body">
          <Frames frames={group.frames} />
          <dl className="facts">
            <dt>First seen</dt>
            <dd>{formatMoment(group.first_seen, timezone)}</dd>
            <dt>Last seen</dt>
            <dd>{formatMoment(group.last_seen, timezone)}</dd>
            <dt>Affected</dt>
            <dd>{plural(group.session_count, 'session')}</dd>
          </dl>
          <TypeFilter type={group.error_type} />
        </div>
      )}
    </li>
  )
}

function Frames({ frames }: { readonly frames: readonly string[] }) {
  if (frames.length === 0) return <p className="faint">The browser gave no stack for this error.</p>
  return (
    <ol className="frames" aria-label="Frames, innermost first">
      {frames.map((frame) => (
        <li key={frame}>{frame}</li>
      ))}
    </ol>
  )
}

function TypeFilter({ type }: { readonly type: string }) {
  const { toggle } = useView()
  if (type === '') return null
  return (
    <button
      type="button"
      className="button"
      onClick={() => toggle({ dimension: 'error_type', operator: 'eq', value: type })}
    >
      <Icon name="filter" />
      Only {type}
    </button>
  )
}
