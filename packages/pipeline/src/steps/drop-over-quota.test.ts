import { batchBody } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openItemsToday } from '../items-today.ts'
import { SITE, setUpPipeline } from '../testing/run-pipeline.ts'

const QUOTA = { ...SITE, quota_items_per_day: 3 }
const TAKEN = 'accepted/accepted'
const REFUSED = 'limited/quota'
const views = (...ids: string[]) =>
  batchBody({ items: ids.map((id) => ({ id, page: 'page-1', type: 'pageview', age_ms: 0 })) })

function setUp(ports: Parameters<typeof setUpPipeline>[0] = {}) {
  const itemsToday = openItemsToday({ now: () => Date.parse('2026-11-23T10:00:30Z') })
  const made = setUpPipeline({ site: QUOTA, ...ports, ports: { ...ports.ports, itemsToday } })
  return { ...made, storedToday: () => itemsToday.of(QUOTA).item_count }
}

describe('dropOverQuota', () => {
  it('lets the first items of a beacon in, and nothing after that', async () => {
    const { collect, rows, storedToday } = setUp()
    expect((await collect(views('a', 'b'))).outcomes).toEqual([TAKEN, TAKEN])
    expect((await collect(views('c', 'd'))).outcomes).toEqual([TAKEN, REFUSED])
    expect((await collect(views('e'))).outcomes).toEqual([REFUSED])
    expect(rows).toHaveLength(3)
    expect(storedToday()).toBe(3)
  })

  it('moves no session by what it refuses', async () => {
    const { collect, rows, clock } = setUp({ site: { ...QUOTA, quota_items_per_day: 2 } })
    await collect(views('a'))
    await collect(views('b', 'c'))
    clock.advance(1000)
    expect(rows.map((row) => row.session_seq)).toEqual([1, 2])
  })

  it.each([
    ['a bot', {}, views('a'), { user_agent: 'curl/8.5.0' }, 'filtered/bot'],
    [
      'a disk that is full',
      { ports: { append: () => Promise.reject(new Error('full')) } },
      views('a'),
      {},
      'failed/spool_full',
    ],
    ['no room', { ports: { reserve: () => false } }, views('a'), {}, 'failed/spool_full'],
    ['a fault of ours', { ports: { isStorable: () => false } }, views('a'), {}, 'failed/internal'],
  ] as const)('is not used up by %s', async (_what, options, body, request, outcome) => {
    const { collect, storedToday } = setUp(options)
    expect((await collect(body, request)).outcomes).toEqual([outcome])
    expect(storedToday()).toBe(0)
  })

  it('is not used up by copies, which are duplicates also when nothing is left', async () => {
    const { collect, storedToday } = setUp()
    await collect(views('a', 'b', 'c'))
    expect((await collect(views('a'))).outcomes).toEqual(['invalid/duplicate'])
    expect(storedToday()).toBe(3)
  })

  it('is told by a preview, which uses up none', async () => {
    const { collect, preview, storedToday } = setUp()
    const outcomes = async () => (await preview(views('w', 'x', 'y', 'z'))).map(({ outcome }) => outcome)
    expect(await outcomes()).toEqual([TAKEN, TAKEN, TAKEN, REFUSED])
    expect(storedToday()).toBe(0)
    await collect(views('a', 'b'))
    expect(await outcomes()).toEqual([TAKEN, REFUSED, REFUSED, REFUSED])
  })

  it('takes a refused item when it comes again on a day that has room', async () => {
    let now = Date.parse('2026-11-23T22:59:59Z')
    const { collect } = setUpPipeline({ site: QUOTA, ports: { itemsToday: openItemsToday({ now: () => now }) } })
    await collect(views('a', 'b', 'c'))
    expect((await collect(views('d'))).outcomes).toEqual([REFUSED])
    now += 1000
    expect((await collect(views('d'))).outcomes).toEqual([TAKEN])
  })
})
