import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { outcomesQuery } from '../../api/queries.ts'
import { useSite } from '../../api/use-report.ts'
import { formatUnit } from '../../format/format.ts'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { periodLabel, refreshMs } from '../../view/periods.ts'
import { useView } from '../../view/use-view.ts'
import { reasonWords, sumOutcomes } from './outcome-sums.ts'
import { usePeriodRange } from './use-period-range.ts'

const OUTCOME_WORDS = {
  accepted: 'Accepted',
  filtered: 'Filtered',
  limited: 'Limited',
  invalid: 'Invalid',
  failed: 'Failed',
} as const

/** Why is my traffic missing: the fate of every item of the period. */
export function OutcomeTable() {
  const { view } = useView()
  const site = useSite()
  const { range, isKnown, error: refused } = usePeriodRange()
  const { data, error } = useQuery({
    ...outcomesQuery(site.key, range),
    enabled: isKnown,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs(view.period),
  })
  const problem = error ?? refused
  const sums = data && sumOutcomes(data)
  return (
    <section className="panel" aria-labelledby="outcomes">
      <header className="panel-head">
        <h2 id="outcomes" className="panel-title">
          What became of every item <span className="faint">{periodLabel(view)}</span>
        </h2>
      </header>
      {problem !== null && sums === undefined ? (
        <ProblemNote error={problem} />
      ) : sums === undefined ? (
        <SkeletonRows count={4} height={34} />
      ) : sums.length === 0 ? (
        <div className="empty">Nothing has arrived in this period.</div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-labelledby="outcomes">
          <table className="table table-fit">
            <thead>
              <tr>
                <th scope="col">Outcome</th>
                <th scope="col">Reason</th>
                <th scope="col" className="num">
                  Items
                </th>
                <th scope="col">What it means</th>
              </tr>
            </thead>
            <tbody>
              {sums.map(({ outcome, reason, count, meaning }) => (
                <tr key={`${outcome}/${reason}`}>
                  <td>{OUTCOME_WORDS[outcome]}</td>
                  <th scope="row">{outcome === 'accepted' ? '–' : reasonWords(reason)}</th>
                  <td className="num">{formatUnit('count', count)}</td>
                  <td className="wrap faint">{meaning}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
