import { SCRUB_POSITIONS, SCRUB_REASONS, SCRUB_TYPES, TRIAL_CUTS, type TrialAnswer } from '@lethe/catalogue'
import { Fragment } from 'react'
import { placeholderPieces } from './placeholder-pieces.ts'

interface TrialResultProps {
  readonly answer: TrialAnswer
  readonly input: string
  /** Why nothing would be stored. */
  readonly refusal: string
}

/** Input, output, and each thing that was cut off or taken out, with the reason. */
export function TrialResult({ answer, input, refusal }: TrialResultProps) {
  const { output, utm, templates, cuts, scrubs } = answer
  const isUnchanged = output === input && scrubs.length === 0
  return (
    <div className="trial">
      <dl className="trial-texts">
        <dt>Sent</dt>
        <dd className="code">{input}</dd>
        <dt>Stored</dt>
        <dd className="code">{output === null ? refusal : <Marked text={output} />}</dd>
        {Object.entries(utm).map(([name, value]) => (
          <Fragment key={name}>
            <dt>
              Stored as <code>{name}</code>
            </dt>
            <dd className="code">
              <Marked text={value} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {isUnchanged && <p>Nothing personal was found: it would be stored as it is.</p>}
      {cuts.length > 0 && (
        <p>
          <b>Cut off unread:</b> {cuts.map((cut) => TRIAL_CUTS[cut].toLowerCase()).join('; ')}.
        </p>
      )}
      {templates.length > 0 && (
        <p>
          <b>Collapsed, as learnt:</b> {templates.join('; ')}.
        </p>
      )}
      {scrubs.length > 0 && <Replacements scrubs={scrubs} />}
    </div>
  )
}

function Marked({ text }: { readonly text: string }) {
  const pieces = placeholderPieces(text).map((piece, at) => ({ piece, at }))
  return pieces.map(({ piece, at }) => (at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece))
}

function Replacements({ scrubs }: Pick<TrialAnswer, 'scrubs'>) {
  const numbered = scrubs.map((scrub, at) => ({ ...scrub, at }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label="Replacements">
      <table className="table table-fit">
        <thead>
          <tr>
            <th scope="col">Taken out</th>
            <th scope="col">Where</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {numbered.map(({ type, position, reason, at }) => (
            <tr key={at}>
              <th scope="row" title={SCRUB_TYPES[type].description}>
                {SCRUB_TYPES[type].label}
              </th>
              <td>{SCRUB_POSITIONS[position]}</td>
              <td className="wrap">{SCRUB_REASONS[reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
