import { EXPORT_FORMATS, type ExportFormat, type Site, type Storage } from '@lethe/catalogue'
import { useMutation, useQuery } from '@tanstack/react-query'
import { exportRows, storageQuery } from '../../api/owner-data.ts'
import { useMayChange } from '../../api/use-may-change.ts'
import { plural } from '../../format/format.ts'
import { formatDay } from '../../format/time.ts'
import { FormProblem } from '../../ui/Problem.tsx'
import { DeleteData } from './DeleteData.tsx'

const LABELS: Readonly<Record<ExportFormat, string>> = { ndjson: 'NDJSON', csv: 'CSV' }

/** What is stored of a site, until when, how to get it, and how to delete it. */
export function DataSection({ site }: { readonly site: Site }) {
  const { data } = useQuery(storageQuery(site.key))
  return (
    <section className="panel padded form" aria-labelledby="stored-data">
      <div>
        <h2 id="stored-data">Stored data</h2>
        <p className="faint" role="status">
          {data === undefined ? 'Counting…' : sentenceOf(data, site)}
        </p>
      </div>
      {useMayChange() && (
        <>
          <Download site={site} />
          <DeleteData site={site} />
        </>
      )}
    </section>
  )
}

function sentenceOf({ row_count, oldest_at, first_expiry_at }: Storage, { retention_days, timezone }: Site): string {
  const kept = `Each is kept for ${plural(retention_days, 'day')} and then deleted from the disk, within a day.`
  if (oldest_at === null || first_expiry_at === null) return `Nothing is stored yet. ${kept}`
  const rows = `${plural(row_count, 'item')} ${row_count === 1 ? 'is' : 'are'}`
  return (
    `${rows} stored, the oldest of ${formatDay(oldest_at, timezone)}. ${kept} ` +
    `The first go on ${formatDay(first_expiry_at, timezone)}.`
  )
}

function Download({ site }: { readonly site: Site }) {
  const download = useMutation({
    mutationFn: (format: ExportFormat) => exportRows(site.key, format),
    onSuccess: saveFile,
  })
  return (
    <div className="data-row">
      <div>
        <h3>Download</h3>
        <p className="faint">
          Every stored item with all its columns, without ids of sessions. Countries are by{' '}
          <a href="https://db-ip.com" target="_blank" rel="noreferrer">
            DB-IP
          </a>
          , CC BY 4.0: keep that note with the file.
        </p>
        <FormProblem error={download.error} />
      </div>
      <div className="data-buttons">
        {EXPORT_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={download.isPending}
            onClick={() => download.mutate(format)}
          >
            {download.isPending && download.variables === format ? 'Downloading…' : `Download ${LABELS[format]}`}
          </button>
        ))}
      </div>
    </div>
  )
}

function saveFile({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
