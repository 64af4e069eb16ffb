import { DRY_RUN_GAPS, type FilterDryRun, type FilterDryRunRule, INBOUND_FILTERS } from '@lethe/catalogue'
import type { UseMutationResult } from '@tanstack/react-query'
import { formatUnit } from '../../format/format.ts'
import { FormProblem } from '../../ui/Problem.tsx'

interface TrialProps {
  readonly trial: UseMutationResult<FilterDryRun, Error, void>
  /** Says better than the error itself what went wrong. */
  readonly problem: string | null
}

/** A button, and what the filters of the form would have refused of the last hour. */
export function FilterTrial({ trial, problem }: TrialProps) {
  return (
    <div className="filter-trial">
      <div className="filter-trial-head">
        <p className="field-hint">
          Tries the lists and switches above on what was stored in the last hour. Changes nothing.
        </p>
        <button type="button" className="button" disabled={trial.isPending} onClick={() => trial.mutate()}>
          {trial.isPending ? 'Trying…' : 'What would this have refused?'}
        </button>
      </div>
      {problem === null ? (
        <FormProblem error={trial.error} />
      ) : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div role="status">{trial.data && <TrialTable answer={trial.data} />}</div>
    </div>
  )
}

function TrialTable({ answer }: { readonly answer: FilterDryRun }) {
  const { item_count, session_count, rules } = answer
  if (rules.length === 0) return <p className="faint">No filter is set.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label="What would have been refused">
      <table className="table table-fit">
        <thead>
          <tr>
            <th scope="col">Filter</th>
            <th scope="col" className="num">
              Items
            </th>
            <th scope="col" className="num">
              Sessions
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <RuleRow key={rule.filter} rule={rule} />
          ))}
          <tr>
            <th scope="row">Everything stored</th>
            <Count value={item_count} />
            <Count value={session_count} />
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function RuleRow({ rule: { filter, item_count, session_count, gap } }: { readonly rule: FilterDryRunRule }) {
  return (
    <tr>
      <th scope="row">{INBOUND_FILTERS[filter].label}</th>
      {gap === null ? (
        <>
          <Count value={item_count} />
          <Count value={session_count} />
        </>
      ) : (
        <td colSpan={2} className="wrap faint">
          {DRY_RUN_GAPS[gap]}
        </td>
      )}
    </tr>
  )
}

const Count = ({ value }: { readonly value: number | null }) => (
  <td className="num">{value === null ? '–' : formatUnit('count', value)}</td>
)
