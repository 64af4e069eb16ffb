import { EXPORTED_COLUMNS, type ExportFormat } from '@lethe/catalogue'
import { exportExpressions } from './export-columns.ts'
import type { Statement } from './port.ts'

/** Rows of one read. No batch has more, so that a busy minute can be cut by its batches. */
const PIECE_ROWS = 10_000

/** By what the rows are cut into pieces, from coarse to fine. */
const CUTS = ['toUnixTimestamp(toStartOfDay(at))', 'toUnixTimestamp(at)', 'batch_id'] as const
/** The columns that these are made of, as the sort key and the partitions know them. */
const BOUNDS = [
  "at >= toDateTime({from:UInt64}, 'UTC') AND at < toDateTime({to:UInt64} + 86400, 'UTC')",
  "at >= toDateTime({from:UInt64}, 'UTC') AND at <= toDateTime({to:UInt64}, 'UTC')",
  'batch_id BETWEEN {from:UInt64} AND {to:UInt64}',
] as const

interface Reads {
  query<Row>(statement: Statement): Promise<Row[]>
  text(statement: Statement, format: 'JSONEachRow' | 'CSV'): Promise<string>
}

interface Asked {
  readonly site_id: number
  readonly format: ExportFormat
}

/** Some of the rows: a condition and what is bound in it. */
interface Part {
  readonly where: string
  readonly params: Readonly<Record<string, number | string>>
}

/** See `EventsStore.exportRows`. */
export async function* exportRows({ site_id, format }: Asked, reads: Reads): AsyncGenerator<string> {
  if (format === 'csv') yield `${EXPORTED_COLUMNS.map((name) => `"${name}"`).join(',')}\r\n`
  const select = `SELECT ${exportExpressions(format)} FROM`
  const whole: Part = { where: 'site_id = {site:UInt32}', params: { site: site_id } }
  for await (const { where, params } of pieces(whole, 0, reads)) {
    const rows = `(SELECT ${EXPORTED_COLUMNS.join(', ')} FROM events WHERE ${where} ORDER BY at, type)`
    const text = await reads.text({ sql: `${select} ${rows}`, params }, format === 'csv' ? 'CSV' : 'JSONEachRow')
    if (text !== '') yield text.endsWith('\n') ? text : `${text}\n`
  }
}

/** Neighbours together while they are few, and what is too much by itself cut finer. */
async function* pieces(part: Part, depth: number, reads: Reads): AsyncGenerator<Part> {
  const cut = CUTS[depth]
  if (cut === undefined) return yield part
  const groups = await reads.query<{ value: string; row_count: number }>({
    sql: `SELECT toString(${cut}) AS value, count() AS row_count FROM events WHERE ${part.where} GROUP BY ${cut} ORDER BY ${cut}`,
    params: part.params,
  })
  for (const run of runsOf(groups)) {
    const within = bounded(part, depth, run)
    if (run.row_count > PIECE_ROWS) yield* pieces(within, depth + 1, reads)
    else yield within
  }
}

interface Run {
  readonly from: string
  readonly to: string
  readonly row_count: number
}

function runsOf(groups: readonly { readonly value: string; readonly row_count: number }[]): Run[] {
  const runs: Run[] = []
  for (const { value, row_count } of groups) {
    const open = runs.at(-1)
    if (open !== undefined && open.row_count + row_count <= PIECE_ROWS)
      runs[runs.length - 1] = { from: open.from, to: value, row_count: open.row_count + row_count }
    else runs.push({ from: value, to: value, row_count })
  }
  return runs
}

function bounded(part: Part, depth: number, { from, to }: Run): Part {
  const bounds = (BOUNDS[depth] as string).replace('{from:', `{from_${depth}:`).replace('{to:', `{to_${depth}:`)
  const params = { ...part.params, [`from_${depth}`]: from, [`to_${depth}`]: to }
  return { where: `${part.where} AND ${bounds}`, params }
}
