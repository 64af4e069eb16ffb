import { batchBody, singleBody } from '@lethe/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SITE, setUpPipeline } from '../testing/run-pipeline.ts'

const MINUTE = 60_000
const TAKEN = 'accepted/accepted'
const view = (id: string, change: object = {}) =>
  batchBody({ items: [{ id, page: 'page-1', type: 'pageview', age_ms: 0 }], ...change })
const seqs = (rows: readonly { readonly session_seq: number }[]) => rows.map(({ session_seq }) => session_seq)

describe('dropDuplicates', () => {
  it('takes an item once in ten minutes; a copy stores nothing and moves no session', async () => {
    const { collect, rows, clock } = setUpPipeline()
    await collect(view('a'))
    clock.advance(9 * MINUTE)
    expect((await collect(view('a'))).outcomes).toEqual(['invalid/duplicate'])
    expect(rows).toHaveLength(1)
    clock.advance(21 * MINUTE)
    // Had the copy moved the session, this would be its second pageview.
    await collect(view('b'))
    expect(seqs(rows)).toEqual([1, 1])
    expect((await collect(view('a'))).outcomes).toEqual([TAKEN])
  })

  it('uses no bit of the day for a copy', async () => {
    const { collect, rows, clock } = setUpPipeline()
    // Berlin's midnight lies between the two.
    clock.set(Date.parse('2026-11-23T22:58:00Z'))
    await collect(view('a'))
    clock.advance(4 * MINUTE)
    await collect(view('a'))
    await collect(view('b'))
    expect(rows.map((row) => row.is_first_of_day)).toEqual([1, 1])
  })

  it('takes one of two copies that come at the same time', async () => {
    const { collect, rows } = setUpPipeline()
    const results = await Promise.all(Array.from({ length: 8 }, () => collect(view('a'))))
    expect(results.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome === TAKEN)).toHaveLength(1)
    expect(rows).toHaveLength(1)
  })

  it('answers a copy when what it is a copy of is durable, and fails it when that fails', async () => {
    const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
    const append = () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject }))
    const { collect } = setUpPipeline({ ports: { append } })
    const first = collect(view('a'))
    let answered: unknown = null
    const copy = collect(view('a')).then(({ outcomes }) => {
      answered = outcomes
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect([ends.length, answered]).toEqual([1, null])
    ends[0]?.reject(new Error('planned'))
    await Promise.all([first, copy])
    expect([(await first).outcomes, answered]).toEqual([['failed/spool_full'], ['failed/spool_full']])
    const again = collect(view('a'))
    const second = collect(view('a'))
    await new Promise((resolve) => setImmediate(resolve))
    ends[1]?.resolve()
    expect([(await again).outcomes, (await second).outcomes]).toEqual([[TAKEN], ['invalid/duplicate']])
  })

  it('takes the same id of another site, and items without one', async () => {
    let id = 7
    const { collect } = setUpPipeline({ ports: { findSite: () => ({ ...SITE, id }) } })
    await collect(view('a'))
    id = 8
    expect((await collect(view('a'))).outcomes).toEqual([TAKEN])
    expect((await collect(view(''))).outcomes).toEqual([TAKEN])
    expect((await collect(view(''))).outcomes).toEqual([TAKEN])
  })

  it('never drops the single form', async () => {
    const { collect, rows } = setUpPipeline()
    for (let round = 0; round < 3; round++) await collect(singleBody())
    expect(seqs(rows)).toEqual([1, 2, 3])
  })

  it('drops the second of two items with one id, and in a preview as well', async () => {
    const item = { id: 'a', page: 'page-1', type: 'pageview', age_ms: 0 } as const
    const body = batchBody({ items: [item, { ...item, id: 'b' }, item] })
    const { collect, preview } = setUpPipeline()
    const expected = [TAKEN, TAKEN, 'invalid/duplicate']
    expect((await preview(body)).map(({ outcome }) => outcome)).toEqual(expected)
    expect((await collect(body)).outcomes).toEqual(expected)
  })

  it('shows a copy as one in a preview, which remembers nothing', async () => {
    const { collect, preview } = setUpPipeline()
    await preview(view('a'))
    expect((await preview(view('a')))[0]?.outcome).toBe(TAKEN)
    await collect(view('a'))
    expect((await preview(view('a')))[0]?.outcome).toBe('invalid/duplicate')
  })
})

describe('what was refused', () => {
  const refusals = {
    'without room': { reserve: () => false },
    'by the spool': { append: () => Promise.reject(new Error('planned')) },
  }

  it.each(Object.entries(refusals))('%s is taken when it comes again', async (_name, refusing) => {
    let isAway = true
    const rows: unknown[] = []
    const { collect } = setUpPipeline({
      ports: {
        reserve: () => (isAway && 'reserve' in refusing ? refusing.reserve() : true),
        append: async (entry) => {
          if (isAway && 'append' in refusing) await refusing.append()
          rows.push(...entry.rows)
        },
      },
    })
    expect((await collect(view('a'))).outcomes[0]).toMatch(/^failed\//)
    isAway = false
    expect((await collect(view('a'))).outcomes).toEqual([TAKEN])
    expect((await collect(view('a'))).outcomes).toEqual(['invalid/duplicate'])
    expect(rows).toHaveLength(1)
  })

  it('by a filter is not remembered', async () => {
    const { collect } = setUpPipeline()
    await collect(view('a'), { user_agent: 'curl/8.5.0' })
    for (let at = 0; at < 20; at++) await collect(view(`e-${at}`, { environment: `preview-${at}` }))
    expect((await collect(view('a', { environment: 'one-more' }))).outcomes).toEqual(['filtered/environment_unknown'])
    expect((await collect(view('a'))).outcomes).toEqual([TAKEN])
  })

  it('by sampling is remembered: its session has moved', async () => {
    const { collect } = setUpPipeline({ site: { sampling: 1 } })
    const outcomes: (string | undefined)[] = []
    for (let at = 0; at < 20; at++) {
      const request = { ip: `203.0.113.${at}` }
      await collect(view(`i-${at}`), request)
      outcomes.push(...(await collect(view(`i-${at}`), request)).outcomes)
    }
    expect(new Set(outcomes)).toEqual(new Set(['invalid/duplicate']))
  })
})

it('stores the same rows however often beacons come again, in whatever order', async () => {
  const copies = fc.array(fc.record({ which: fc.nat(11), wait_ms: fc.nat(4_000) }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(copies, async (sent) => {
      const run = async (isKept: (which: number, at: number) => boolean) => {
        const { collect, rows, clock } = setUpPipeline()
        for (const [at, { which, wait_ms }] of sent.entries()) {
          clock.advance(wait_ms)
          const items = [0, 1].map((part) => ({ id: `${which}-${part}`, page: 'page-1', type: 'pageview', age_ms: 0 }))
          if (isKept(which, at)) await collect({ ...batchBody(), items }, { ip: `203.0.113.${which % 3}` })
        }
        return rows.map(({ session_id: _, ...row }) => row)
      }
      const firsts = new Map(sent.map(({ which }, at) => [which, at] as const).reverse())
      expect(await run(() => true)).toEqual(await run((which, at) => firsts.get(which) === at))
    }),
    { numRuns: 50 },
  )
})
