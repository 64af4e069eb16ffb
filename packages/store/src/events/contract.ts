import { type ColumnName, EXPORTED_COLUMNS, type ExportFormat } from '@lethe/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storedPartitions } from './partitions.ts'
import type { EventRow, EventsStore, Statement } from './port.ts'

/** The memory that a store under test must give its engine; a read may use 40 % of it. */
export const CONTRACT_MEMORY_BYTES = 512 * 1024 ** 2

const AT = Date.UTC(2026, 0, 5, 12, 30) / 1000
const SESSION = '11111111-2222-4333-8444-555555555555'

/** A stored pageview, with whatever a test wants different. */
export const eventRow = (changes: Partial<EventRow> = {}): EventRow => ({
  site_id: 1,
  environment: 'production',
  type: 'pageview',
  at: AT,
  session_started_at: AT,
  session_id: SESSION,
  session_seq: 1,
  weight: 1_000_000,
  retention_days: 1825,
  path: '/',
  ...changes,
})

const AWKWARD = [
  'plain',
  "it's",
  'a\tb',
  'a\nb',
  'back\\slash',
  '"double"',
  '{x:UInt8}',
  'ünï ☂',
  "\\'; DROP TABLE events",
]

/** What every events store must do. For tests only; one store for all of them, each with a site of its own. */
export function describeEventsStore(name: string, open: () => Promise<EventsStore>): void {
  describe(name, () => {
    let store: EventsStore
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store?.close())

    describe('writing', () => describeWriting(() => store))
    describe('reading', () => describeReading(() => store))
    describe('exporting', () => describeExporting(() => store))
    describe('deleting', () => describeDeleting(() => store))
  })
}

const rowsOf = (store: EventsStore, site: number, what: string) =>
  store.query<Record<string, unknown>>({
    sql: `SELECT ${what} FROM events WHERE site_id = {site:UInt32}`,
    params: { site },
  })

const countOf = async (store: EventsStore, site: number) => (await rowsOf(store, site, 'count() AS n'))[0]?.n

function describeWriting(store: () => EventsStore): void {
  it('gives back what was written; zero is a value, what is absent is NULL', async () => {
    const row = eventRow({
      site_id: 10,
      lcp_ms: 0,
      event_value: '12.3400',
      error_fingerprint: '18446744073709551615',
      error_frames: ['f a.js:1:2', "g 'b'.js:3:4"],
      props: { plan: 'pro', 'odd "key"': 'a\nb' },
    })
    await store().insert({ id: 100n, rows: [row] })
    const columns = [
      'lcp_ms, inp_ms, toString(event_value) AS event_value, toString(error_fingerprint) AS error_fingerprint',
      'error_frames, props, path, country, type, session_id, toUnixTimestamp(at) AS at, batch_id, weight',
    ].join(', ')
    expect(await rowsOf(store(), 10, columns)).toEqual([
      {
        lcp_ms: 0,
        inp_ms: null,
        event_value: '12.34',
        error_fingerprint: '18446744073709551615',
        error_frames: row.error_frames,
        props: row.props,
        path: '/',
        country: '',
        type: 'pageview',
        session_id: SESSION,
        at: AT,
        batch_id: 100,
        weight: 1_000_000,
      },
    ])
  })

  it('writes a batch once, however often it is retried', async () => {
    const rows = [eventRow({ site_id: 11 }), eventRow({ site_id: 11, at: AT + 40 * 86_400, retention_days: 730 })]
    await store().insert({ id: 110n, rows })
    await store().insert({ id: 110n, rows: [...rows].reverse() })
    expect(await countOf(store(), 11)).toBe(2)
    await store().insert({ id: 111n, rows })
    expect(await countOf(store(), 11)).toBe(4)
  })

  it('writes what is missing of a batch that came in part, in whatever order its rows come', async () => {
    const [june, july] = [Date.UTC(2026, 5, 30, 23, 59) / 1000, Date.UTC(2026, 6, 1) / 1000]
    const row = (at: number, retention_days: number) => eventRow({ site_id: 16, at, retention_days })
    const rows = [row(june, 1825), row(june, 730), row(july, 1825), row(july, 730)]
    const query = <Row>(statement: Statement) => store().query<Row>(statement)
    await store().insert({ id: 160n, rows: rows.slice(0, 2) })
    const lines = rows.map((each) => JSON.stringify(each))
    expect(await storedPartitions(query, 160n, lines)).toEqual(new Set(['1825-202606', '730-202606']))
    expect(await storedPartitions(query, 161n, lines)).toEqual(new Set())
    await store().insert({ id: 160n, rows: [...lines].reverse(), is_doubtful: true })
    await store().insert({ id: 160n, rows: lines })
    const found = await rowsOf(store(), 16, 'toUnixTimestamp(at) AS at, retention_days')
    expect(found).toHaveLength(4)
    expect(found).toEqual(expect.arrayContaining(rows.map(({ at, retention_days }) => ({ at, retention_days }))))
  })

  it('writes a batch that is tried again once, be its rows there or not', async () => {
    const rows = [eventRow({ site_id: 17 }), eventRow({ site_id: 17, retention_days: 730 })]
    await store().insert({ id: 165n, rows })
    for (const id of [165n, 166n, 166n]) await store().insert({ id, rows, is_retry: true })
    expect(await rowsOf(store(), 17, 'countIf(batch_id = 165) AS first, count() AS all')).toEqual([
      { first: 2, all: 4 },
    ])
  })

  it('takes batch ids of all 64 bits', async () => {
    await store().insert({ id: 2n ** 64n - 1n, rows: [eventRow({ site_id: 12 })] })
    expect(await rowsOf(store(), 12, 'toString(batch_id) AS id')).toEqual([{ id: '18446744073709551615' }])
  })

  it('refuses a batch whole when one row has a field that no column has, or a value that does not fit', async () => {
    const good = eventRow({ site_id: 13 })
    const unknown = { ...good, user_agent: 'x' } as EventRow
    await expect(store().insert({ id: 130n, rows: [good, unknown] })).rejects.toMatchObject({ code: 'internal' })
    const wrong = { ...good, type: 'nonsense' }
    await expect(store().insert({ id: 131n, rows: [good, wrong] })).rejects.toMatchObject({ code: 'internal' })
    expect(await countOf(store(), 13)).toBe(0)
  })

  it('writes ten thousand rows as one batch', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => eventRow({ site_id: 14, path: `/page/${at}` }))
    await store().insert({ id: 140n, rows })
    expect(await rowsOf(store(), 14, 'count() AS n, uniqExact(path) AS paths')).toEqual([{ n: 10_000, paths: 10_000 }])
  })

  it('writes nothing for an empty batch', async () => {
    await expect(store().insert({ id: 150n, rows: [] })).resolves.toBeUndefined()
  })
}

function describeReading(store: () => EventsStore): void {
  it('binds every kind of value as it is', async () => {
    for (const text of AWKWARD) {
      const sql = 'SELECT {text:String} AS text, {list:Array(String)} AS list, {at:DateTime} AS at, {n:UInt32} AS n'
      const params = { text, list: [text, 'b'], at: AT, n: 7 }
      expect(await store().query({ sql, params })).toEqual([
        { text, list: [text, 'b'], at: '2026-01-05 12:30:00', n: 7 },
      ])
    }
  })

  it('binds null, booleans, negative and empty values, and arrays of numbers', async () => {
    const sql = `SELECT {a:Nullable(String)} AS a, {b:UInt8} AS b, {c:Int64} AS c, {d:String} AS d, {e:Array(Int32)} AS e,
      {f:Array(String)} AS f, {g:Float64} AS g`
    const params = { a: null, b: true, c: -5, d: '', e: [-1, 2], f: [], g: 0.25 }
    expect(await store().query({ sql, params })).toEqual([{ ...params, b: 1 }])
  })

  it('runs reads with parameters side by side', async () => {
    const running: number[] = []
    const nap = async (seconds: number) => {
      const sql = 'SELECT sleep({seconds:Float64}) AS slept'
      await store().query({ sql, params: { seconds } })
      running.push(seconds)
    }
    await Promise.all([nap(2), nap(0.1), nap(0.2)])
    expect(running).toEqual([0.1, 0.2, 2])
  })

  it('gives 64-bit integers as numbers, and null for what is no number', async () => {
    const sql = 'SELECT toUInt64(9007199254740991) AS big, sum(toInt64(-5)) AS sum, 1 / 0 AS nothing'
    expect(await store().query({ sql, params: {} })).toEqual([{ big: 2 ** 53 - 1, sum: -5, nothing: null }])
  })

  it('calls a query that needs too much memory too costly, and lives', async () => {
    const costly = `SELECT count(), sum(length(texts)) FROM
      (SELECT number, groupArray(toString(number)) AS texts FROM numbers(30000000) GROUP BY number)`
    await expect(store().query({ sql: costly, params: {} })).rejects.toMatchObject({ code: 'query_too_costly' })
    await expect(store().ping()).resolves.toBeUndefined()
  })

  it('does not let a read write', async () => {
    await expect(store().query({ sql: 'TRUNCATE TABLE events', params: {} })).rejects.toMatchObject({
      code: 'internal',
    })
  })

  it('keeps the text of the engine out of its message', async () => {
    const failure = store().query({ sql: 'SELECT canary FROM events', params: {} })
    await expect(failure).rejects.toMatchObject({ code: 'internal', message: expect.not.stringContaining('canary') })
  })

  it('writes while every connection for reads is busy', async () => {
    const finished: string[] = []
    const sql = 'SELECT sum(sleepEachRow(0.25)) FROM numbers(4) SETTINGS max_block_size = 1'
    const reads = Array.from({ length: 4 }, () => store().query({ sql, params: {} }))
    const read = Promise.race(reads).then(() => finished.push('read'))
    const write = store().insert({ id: 200n, rows: [eventRow({ site_id: 20 })] })
    await Promise.all([read, write.then(() => finished.push('write'))])
    expect(finished).toEqual(['write', 'read'])
    await Promise.all(reads)
  })
}

function describeExporting(store: () => EventsStore): void {
  const linesOf = async (site_id: number, format: ExportFormat) => {
    const pieces: string[] = []
    for await (const piece of store().exportRows({ site_id, format })) pieces.push(piece)
    return {
      pieces,
      lines: pieces
        .join('')
        .split(format === 'csv' ? '\r\n' : '\n')
        .slice(0, -1),
    }
  }

  it('gives every row once, whatever its day, minute and batch, in pieces, oldest first', async () => {
    const busy = (batch: bigint) =>
      Array.from({ length: 6_000 }, (_, at) => eventRow({ site_id: 40, path: `/${batch}/${at}` }))
    for (const batch of [400n, 401n, 402n]) await store().insert({ id: batch, rows: busy(batch) })
    const days = [-400, -1, 0, 1].map((day) => eventRow({ site_id: 40, at: AT + day * 86_400, path: `/day/${day}` }))
    await store().insert({ id: 403n, rows: [...days, eventRow({ site_id: 41, path: '/other' })] })
    const { pieces, lines } = await linesOf(40, 'ndjson')
    const rows = lines.map((line) => JSON.parse(line) as { path: string; at: string })
    expect(rows).toHaveLength(18_004)
    expect(new Set(rows.map(({ path }) => path)).size).toBe(18_004)
    expect(rows.map(({ path }) => path)).not.toContain('/other')
    expect(rows.map(({ at }) => at.slice(0, 10))).toEqual(rows.map(({ at }) => at.slice(0, 10)).sort())
    expect(pieces.length).toBeGreaterThan(2)
    for (const piece of pieces) expect(piece.split('\n').length - 1).toBeLessThanOrEqual(10_000)
  })

  it('holds every column but what is kept back, and makes a CSV that runs nothing', async () => {
    const row = eventRow({
      site_id: 42,
      lcp_ms: 0,
      event_value: '-12.5',
      error_fingerprint: '18446744073709551615',
      error_frames: ['=f a.js:1:2'],
      props: { plan: '=cmd', 'odd "key"': 'a\nb' },
      event_name: '=HYPERLINK("x")',
      path: '/a,"b"',
      country: '@SUM(1)',
      os: '＝1+1',
      release: '+1',
    })
    await store().insert({ id: 420n, rows: [row] })
    const json = JSON.parse((await linesOf(42, 'ndjson')).lines[0] as string)
    expect(Object.keys(json)).toEqual(EXPORTED_COLUMNS)
    for (const hidden of ['session_id', 'site_id', 'batch_id']) expect(json).not.toHaveProperty(hidden)
    expect(json).toMatchObject({
      at: '2026-01-05T12:30:00Z',
      lcp_ms: 0,
      inp_ms: null,
      event_value: -12.5,
      error_fingerprint: '18446744073709551615',
      props: row.props,
      error_frames: row.error_frames,
      event_name: '=HYPERLINK("x")',
    })
    const { lines } = await linesOf(42, 'csv')
    expect(lines[0]).toBe(EXPORTED_COLUMNS.map((name) => `"${name}"`).join(','))
    const [cells = []] = parseCsv(lines.slice(1).join('\r\n'))
    const cell = (name: ColumnName) => cells[EXPORTED_COLUMNS.indexOf(name)]
    expect(cells).toHaveLength(EXPORTED_COLUMNS.length)
    expect(cell('event_name')).toBe(`'=HYPERLINK("x")`)
    expect([cell('country'), cell('os'), cell('release')]).toEqual(["'@SUM(1)", "'＝1+1", "'+1"])
    expect(cell('path')).toBe('/a,"b"')
    expect([cell('event_value'), cell('lcp_ms'), cell('inp_ms')]).toEqual(['-12.5', '0', ''])
    expect(JSON.parse(cell('props') as string)).toEqual(row.props)
    expect(cell('error_frames')).toBe('["=f a.js:1:2"]')
  })

  it('is a header, or nothing, for a site without rows', async () => {
    expect((await linesOf(49, 'csv')).lines).toHaveLength(1)
    expect((await linesOf(49, 'ndjson')).pieces).toEqual([])
  })

  it('reads no further than it is asked for', async () => {
    const pieces = store().exportRows({ site_id: 40, format: 'ndjson' })[Symbol.asyncIterator]()
    expect((await pieces.next()).done).toBe(false)
    await pieces.return?.()
    expect((await pieces.next()).done).toBe(true)
  })
}

/** RFC 4180: cells of each record. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\r\n') records.push([])
    if (end === '') break
  }
  return records
}

function describeDeleting(store: () => EventsStore): void {
  const replacedParts = "SELECT count() AS n FROM system.parts WHERE table = 'events' AND NOT active AND rows > 0"

  it('deletes all of a site, from the disk too, and nothing of another', async () => {
    await store().insert({ id: 300n, rows: [eventRow({ site_id: 30 }), eventRow({ site_id: 31 })] })
    expect(await store().countRows([{ site_id: 30 }, { site_id: 30 }])).toBe(1)
    await store().deleteRows([{ site_id: 30 }])
    expect(await countOf(store(), 30)).toBe(0)
    expect(await countOf(store(), 31)).toBe(1)
    expect(await store().query({ sql: replacedParts, params: {} })).toEqual([{ n: 0 }])
    await expect(store().deleteRows([{ site_id: 999 }])).resolves.toBeUndefined()
  })

  it('deletes what is older in some sites, and nothing for no range', async () => {
    const aged = (site_id: number) => [eventRow({ site_id, at: AT - 60 }), eventRow({ site_id })]
    await store().insert({ id: 310n, rows: [...aged(32), ...aged(33), ...aged(34)] })
    const ranges = [
      { site_id: 32, before: AT },
      { site_id: 33, before: AT + 1 },
    ]
    expect(await store().countRows(ranges)).toBe(3)
    await store().deleteRows(ranges)
    expect(await Promise.all([32, 33, 34].map((site) => countOf(store(), site)))).toEqual([1, 0, 2])
    expect(await store().query({ sql: replacedParts, params: {} })).toEqual([{ n: 0 }])
    await store().deleteRows([])
    expect(await store().countRows([])).toBe(0)
    expect(await countOf(store(), 34)).toBe(2)
  })
}
