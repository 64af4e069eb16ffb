import type { ChartNote } from './chart-notes.ts'

/** What the marks of a chart mean, one line each, the newest first. */
export function ChartNotes({ notes, id }: { readonly notes: readonly ChartNote[]; readonly id: string }) {
  const meanings = new Set(notes.map(({ description }) => description))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="chart-notes" id={id} aria-label="Notes" tabIndex={0}>
      <ul>
        {notes.toReversed().map(({ when, text }) => (
          <li key={`${when} ${text}`}>
            <span className="key-note" />
            <span>
              <b>{when}</b> {text}
            </span>
          </li>
        ))}
      </ul>
      {[...meanings].map((meaning) => (
        <p key={meaning} className="faint">
          {meaning}
        </p>
      ))}
    </section>
  )
}
