import type { Deletion, Site } from '@lethe/catalogue'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { deleteData, deletionsQuery } from '../../api/owner-data.ts'
import { plural } from '../../format/format.ts'
import { formatMoment } from '../../format/time.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TypedConfirm } from '../../ui/TypedConfirm.tsx'

/** Deletes everything that a site has stored, once its name was typed; the site stays. */
export function DeleteData({ site }: { readonly site: Site }) {
  const [isOpen, setIsOpen] = useState(false)
  const { data: records = [] } = useQuery(deletionsQuery(site.key))
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteData(site.key, { scope: 'all', confirm: site.name }),
    onSuccess: async () => {
      setIsOpen(false)
      await client.invalidateQueries(deletionsQuery(site.key))
    },
  })
  const isRunning = records.some(({ state }) => state === 'running')
  const wasRunning = useRef(isRunning)
  useEffect(() => {
    // Whatever is shown of the site is not so any more.
    if (wasRunning.current && !isRunning) void client.invalidateQueries()
    wasRunning.current = isRunning
  }, [isRunning, client])
  return (
    <>
      <div className="data-row">
        <div>
          <h3>Delete all data</h3>
          <p className="faint">
            Every stored item and count of this site leaves the disk; its settings stay. This cannot be undone.
          </p>
        </div>
        <button type="button" className="button button-danger" onClick={() => setIsOpen(true)}>
          Delete all data…
        </button>
      </div>
      {records.length > 0 && <Records records={records} timezone={site.timezone} />}
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Delete all data of ${site.name}?`}
        description="All its figures are deleted for good. The site goes on collecting."
      >
        <TypedConfirm
          name={site.name}
          action="Delete all data"
          error={remove.error}
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </Dialog>
    </>
  )
}

function Records({ records, timezone }: { readonly records: readonly Deletion[]; readonly timezone: string }) {
  return (
    <ul className="deletions faint" aria-label="Deletions">
      {records.map((record) => (
        <li key={record.id}>{sentenceOf(record, timezone)}</li>
      ))}
    </ul>
  )
}

function sentenceOf({ state, requested_at, requested_by, row_count, finished_at }: Deletion, timezone: string): string {
  const who = requested_by === null ? '' : ` by ${requested_by}`
  const asked = `Asked for on ${formatMoment(requested_at, timezone)}${who}`
  if (state === 'running' || finished_at === null) return `${asked}: deleting…`
  return `${asked}: ${plural(row_count ?? 0, 'item')} deleted, done on ${formatMoment(finished_at, timezone)}.`
}
