import { SCRUB_POSITIONS, SCRUB_TYPES } from '@lethe/catalogue'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { scrubsQuery } from '../../api/scrub-queries.ts'
import { useSite } from '../../api/use-report.ts'
import { formatUnit } from '../../format/format.ts'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { periodLabel, refreshMs } from '../../view/periods.ts'
import { useView } from '../../view/use-view.ts'
import { groupScrubs, type ScrubGroup, scrubSummary } from './scrub-sums.ts'
import { usePeriodRange } from './use-period-range.ts'

/** What was taken out of the values of the period, by kind and place; never a value. */
export function ScrubTable() {
  const { view } = useView()
  const site = useSite()
  const { range, isKnown, error: refused } = usePeriodRange()
  const { data, error } = useQuery({
    ...scrubsQuery(site.key, range),
    enabled: isKnown,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs(view.period),
  })
  const problem = error ?? refused
  return (
    <section className="panel" aria-labelledby="scrubs">
      <header className="panel-head">
        <h2 id="scrubs" className="panel-title">
          What was taken out <span className="faint">{periodLabel(view)}</span>
        </h2>
      </header>
      {data !== undefined ? (
        <Groups groups={groupScrubs(data)} />
      ) : problem !== null ? (
        <ProblemNote error={problem} />
      ) : (
        <SkeletonRows count={4} height={34} />
      )}
    </section>
  )
}

function Groups({ groups }: { readonly groups: readonly ScrubGroup[] }) {
  if (groups.length === 0) {
    return <div className="empty">Nothing personal was found in what pages sent in this period.</div>
  }
  return (
    <>
      <p className="panel-note">{scrubSummary(groups)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-labelledby="scrubs">
        <table className="table table-fit">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="num">
                Taken out
              </th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ type, count, places }) => (
              <tr key={type}>
                <th scope="row" title={SCRUB_TYPES[type].description}>
                  {SCRUB_TYPES[type].label}
                </th>
                <td className="num">{formatUnit('count', count)}</td>
                <td className="wrap">
                  <ul className="scrub-places">
                    {places.map((place) => (
                      <li key={place.position}>
                        {SCRUB_POSITIONS[place.position]}{' '}
                        <span className="faint">{formatUnit('count', place.count)}</span>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
