import { COLUMNS } from '@lethe/catalogue'
import { useQuery } from '@tanstack/react-query'
import { valueLimitsQuery } from '../../api/limit-queries.ts'
import { useSite } from '../../api/use-report.ts'
import { formatUnit } from '../../format/format.ts'

/** Which columns had too many different values today; nothing when none had. */
export function OverflowTable() {
  const site = useSite()
  const { data = [] } = useQuery(valueLimitsQuery(site.key))
  const overflown = data.filter(({ overflow_count }) => overflow_count > 0)
  if (overflown.length === 0) return null
  return (
    <section className="panel" aria-labelledby="overflow">
      <header className="panel-head">
        <h2 id="overflow" className="panel-title">
          Too many different values <span className="faint">today, UTC</span>
        </h2>
      </header>
      <p className="padded">
        Somebody may be making values up, or addresses hold what differs with every visit. What came on top is stored as
        “(overflow)”; of events whose name was one too many, nothing is stored.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-labelledby="overflow">
        <table className="table table-fit">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="num">
                Different values
              </th>
              <th scope="col" className="num">
                At most
              </th>
              <th scope="col" className="num">
                Times one too many
              </th>
            </tr>
          </thead>
          <tbody>
            {overflown.map(({ column, value_count, max_values_per_day, overflow_count }) => (
              <tr key={column}>
                <th scope="row">{COLUMNS[column].label}</th>
                <td className="num">{formatUnit('count', value_count)}</td>
                <td className="num">{formatUnit('count', max_values_per_day)}</td>
                <td className="num">{formatUnit('count', overflow_count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
