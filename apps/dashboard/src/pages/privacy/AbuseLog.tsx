import { ERROR_CODES, type ErrorCode, INBOUND_FILTERS, type Site } from '@lethe/catalogue'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { abuseQuery, siteQuery, sitesQuery, writes } from '../../api/queries.ts'
import { useSite } from '../../api/use-report.ts'
import { formatUnit } from '../../format/format.ts'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { reasonWords } from './outcome-sums.ts'

const wordsOf = (reason: string): string =>
  reason in ERROR_CODES ? ERROR_CODES[reason as ErrorCode].title : reasonWords(reason.split('/').at(-1) ?? reason)

/** Whose requests were refused lately, for who can block them. The server forgets it within ten minutes. */
export function AbuseLog() {
  const site = useSite()
  const { data, error } = useQuery(abuseQuery(site.key))
  return (
    <section className="panel" aria-labelledby="abuse">
      <header className="panel-head">
        <h2 id="abuse" className="panel-title">
          Refused lately <span className="faint">kept for ten minutes, in memory only</span>
        </h2>
      </header>
      {error !== null && data === undefined ? (
        <ProblemNote error={error} />
      ) : data === undefined ? (
        <SkeletonRows count={2} height={34} />
      ) : data.length === 0 ? (
        <div className="empty">No network had requests refused in the last minutes.</div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-labelledby="abuse">
          <table className="table table-fit">
            <thead>
              <tr>
                <th scope="col">Network</th>
                <th scope="col">Why</th>
                <th scope="col" className="num">
                  Requests
                </th>
                <th scope="col">Last</th>
                <th scope="col">Block</th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ network, of, reason, count, last_at }) => (
                <tr key={`${network} ${of} ${reason}`}>
                  <td>{network}</td>
                  <td>
                    {wordsOf(reason)} {of === 'server' && <span className="faint">of any site</span>}
                  </td>
                  <td className="num">{formatUnit('count', count)}</td>
                  <td>{new Date(last_at).toLocaleTimeString()}</td>
                  <td>
                    <BlockButton site={site} network={network} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

/** One click: the network joins the site's blocked ones. */
function BlockButton({ site, network }: { site: Site; network: string }) {
  const client = useQueryClient()
  const blocked = site.inbound_filters.blocked_networks
  const block = useMutation({
    mutationFn: () =>
      writes.saveSite(site.key, { name: site.name, inbound_filters: { blocked_networks: [...blocked, network] } }),
    onSuccess: () => Promise.all([client.invalidateQueries(siteQuery(site.key)), client.invalidateQueries(sitesQuery)]),
  })
  if (blocked.includes(network)) return <span className="faint">Blocked</span>
  if (block.isError) return <ProblemNote error={block.error} />
  const isFull = blocked.length >= INBOUND_FILTERS.blocked_networks.max_entries
  return (
    <button
      type="button"
      className="button"
      aria-label={`Block ${network}`}
      disabled={block.isPending || isFull}
      onClick={() => block.mutate()}
    >
      Block
    </button>
  )
}
