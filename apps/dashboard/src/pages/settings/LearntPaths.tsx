import type { PathTemplate, Site } from '@lethe/catalogue'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { forgetPathTemplate, pathTemplatesQuery } from '../../api/path-template-queries.ts'
import { formatUnit } from '../../format/format.ts'
import { formatMoment } from '../../format/time.ts'
import { FormProblem, ProblemNote } from '../../ui/Problem.tsx'

/** Path positions that were collapsed by themselves, and those that must not be; nothing where that was never switched on. */
export function LearntPaths({ site }: { readonly site: Site }) {
  const { data, error } = useQuery(pathTemplatesQuery(site.key))
  if (!site.learn_paths && !data?.length) return null
  return (
    <section className="panel" aria-labelledby="learnt-paths">
      <header className="panel-head">
        <h2 id="learnt-paths" className="panel-title">
          Learnt paths
        </h2>
      </header>
      <p className="panel-note">
        {site.learn_paths
          ? 'What stands in the place of the * had too many different values, so it is stored as * since then. '
          : 'Learning is switched off: nothing is collapsed, and this is what would be again. '}
        Visits that were stored before stay as they are.
      </p>
      {data !== undefined ? (
        <Templates site={site} templates={data} />
      ) : (
        error !== null && <ProblemNote error={error} />
      )}
    </section>
  )
}

function Templates({ site, templates }: { readonly site: Site; readonly templates: readonly PathTemplate[] }) {
  const client = useQueryClient()
  const forget = useMutation({
    mutationFn: (choice: { template: string; mayReturn: boolean }) => forgetPathTemplate(site.key, choice),
    onSettled: () => client.invalidateQueries(pathTemplatesQuery(site.key)),
  })
  if (templates.length === 0) return <div className="empty">Nothing has been learnt yet.</div>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-labelledby="learnt-paths">
        <table className="table table-fit">
          <thead>
            <tr>
              <th scope="col">Path</th>
              <th scope="col">Learnt</th>
              <th scope="col" className="num">
                Values
              </th>
              <th scope="col">What happens</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {templates.map(({ template, learnt_at, child_count, is_kept }) => (
              <tr key={template}>
                <th scope="row" className="mono">
                  {template}
                </th>
                <td>{formatMoment(learnt_at, site.timezone)}</td>
                <td className="num">{formatUnit('count', child_count)}</td>
                <td>{is_kept ? 'Kept as it is' : site.learn_paths ? 'Collapsed' : 'Nothing'}</td>
                <td>
                  <button
                    type="button"
                    className="button"
                    disabled={forget.isPending}
                    aria-label={`${is_kept ? 'Learn again' : 'Forget'} ${template}`}
                    title={is_kept ? undefined : 'From the next visit on it is stored as it is, and not learnt again.'}
                    onClick={() => forget.mutate({ template, mayReturn: is_kept })}
                  >
                    {is_kept ? 'Learn again' : 'Forget'}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <FormProblem error={forget.error} />
    </>
  )
}
