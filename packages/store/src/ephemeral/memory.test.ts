import { randomBytes } from 'node:crypto'
import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import { describeEphemeralStore } from './contract.ts'
import { describeLimits } from './limits/contract.ts'
import { openMemoryEphemeral } from './memory.ts'
import type { EntryFacts, EphemeralStore } from './port.ts'
import { ENTRY_FACT_NAMES, TooManySessions } from './port.ts'

const DAY_MS = 86_400_000
const DAY = { starts_at: 0, ends_at: DAY_MS }
const ENTRY = Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, ''])) as EntryFacts

describeEphemeralStore('ephemeral store in memory', async (now) => openMemoryEphemeral({ randomBytes, now }))
describeLimits('ephemeral store in memory', async (now) => openMemoryEphemeral({ randomBytes, now }))

/** One view of a visitor, `page_id` and key told apart by a number. */
async function view(store: EphemeralStore, visitor: number, now: number, path = '/') {
  const { day } = await store.openDay('scope', () => DAY)
  const key = new Uint8Array(Uint32Array.of(visitor * 2_654_435_761, visitor * 40_503 * 65_537, 1, visitor).buffer)
  const item = { at: now, is_engaging: true, viewed_path: path, page_id: `page-${visitor}`, entry: ENTRY }
  const newSessionId = () => `${String(visitor).padStart(8, '0')}-0000-4000-8000-${randomBytes(6).toString('hex')}`
  const facts = await store.identify({ scope: 'scope', now, day, key, previous_key: null, items: [item], newSessionId })
  return facts?.[0] ?? expect.fail('no answer')
}

describe('memory of the ephemeral store', () => {
  it('is zeroed where the key of a day was, when its grace is over', async () => {
    let now = 0
    const store = openMemoryEphemeral({ randomBytes, now: () => now })
    const { current } = await store.openDay('scope', () => DAY)
    now = DAY_MS
    await store.openDay('scope', () => ({ starts_at: DAY_MS, ends_at: 2 * DAY_MS }))
    now = DAY_MS + SESSION_TIMEOUT_MS - 1
    await store.sweep()
    expect(current.some((byte) => byte !== 0)).toBe(true)
    now++
    await store.sweep()
    expect(current.every((byte) => byte === 0)).toBe(true)
  })

  it('takes its keys from the given source of randomness', async () => {
    let asked = 0
    const store = openMemoryEphemeral({
      now: () => 0,
      randomBytes: (length) => {
        asked += length
        return new Uint8Array(length).fill(7)
      },
    })
    const before = asked
    const { current } = await store.openDay('scope', () => DAY)
    expect(asked - before).toBe(32)
    expect(current).toEqual(new Uint8Array(32).fill(7))
  })

  it('remembers as many pages as it may, the latest, and loses no session for it', async () => {
    const store = openMemoryEphemeral({ randomBytes, now: () => 0, maxPages: 3 })
    for (let visitor = 1; visitor <= 5; visitor++) await view(store, visitor, visitor)
    expect(await store.size()).toMatchObject({ pages: 3, sessions: 5 })
    for (let visitor = 1; visitor <= 5; visitor++) expect((await view(store, visitor, 10)).session_seq).toBe(2)
  })

  it.each([
    ['of the scope', { sessions_of_scope: 3 }],
    ['over all', { sessions: 3 }],
    ['of visitors of the day', { visitors_of_scope: 3 }],
    ['of entry facts', { entry_bytes: 1 }],
  ])('begins no session without room %s; those that are there go on', async (_what, room) => {
    const plenty = { sessions: 100, sessions_of_scope: 100, visitors_of_scope: 100, entry_bytes: 1e6 }
    let now = 0
    const store = openMemoryEphemeral({ randomBytes, now: () => now, room: { ...plenty, ...room } })
    const most = 'entry_bytes' in room ? 1 : 3
    for (let visitor = 1; visitor <= most; visitor++) await view(store, visitor, now)
    const size = await store.size()
    await expect(view(store, 9, now)).rejects.toThrow(TooManySessions)
    expect(await store.size()).toEqual(size)
    expect((await view(store, 1, now)).session_seq).toBe(2)
    if ('visitors_of_scope' in room) return
    now = 5 * 3_600_000
    await store.sweep()
    expect((await view(store, 9, now)).session_seq).toBe(1)
  })

  it('remembers the paths of a session however many there are, and frees them with it', async () => {
    let now = 0
    const store = openMemoryEphemeral({ randomBytes, now: () => now })
    const paths = Array.from({ length: 20 }, (_, at) => `/${at}`)
    for (const path of paths) expect((await view(store, 1, now, path)).is_first_on_path).toBe(1)
    for (const path of paths) expect((await view(store, 1, now, path)).is_first_on_path).toBe(0)
    now = SESSION_TIMEOUT_MS
    for (const path of paths) expect((await view(store, 1, now, path)).is_first_on_path).toBe(1)
  })

  it('lets beacons through while it is swept', async () => {
    let now = 0
    const store = openMemoryEphemeral({ randomBytes, now: () => now })
    for (let visitor = 1; visitor <= 20_000; visitor++) await view(store, visitor, now)
    now = SESSION_TIMEOUT_MS
    let isSwept = false
    const sweep = store.sweep().then(() => {
      isSwept = true
    })
    let served = 0
    for (; !isSwept; served++) {
      await view(store, served + 1, now)
      await new Promise(setImmediate)
    }
    await sweep
    expect(served).toBeGreaterThan(3)
    expect(await store.size()).toMatchObject({ sessions: served, day_visitors: 20_000 })
  })

  it('is taken over by another as it is', async () => {
    let now = 0
    const first = openMemoryEphemeral({ randomBytes, now: () => now })
    const before = []
    for (let visitor = 1; visitor <= 5000; visitor++) before.push(await view(first, visitor, now, `/${visitor % 7}`))
    now = DAY_MS
    await first.openDay('scope', () => ({ starts_at: DAY_MS, ends_at: 2 * DAY_MS }))
    await first.openDay('other', () => DAY)
    now = 60_000
    const { image, parts } = first.image()
    const second = openMemoryEphemeral({ randomBytes, now: () => now })
    second.load(
      structuredClone(image),
      parts.map((part) => part.slice()),
    )
    expect(await second.size()).toEqual(await first.size())
    const days = async (store: EphemeralStore) => store.openDay('scope', () => DAY)
    expect(await days(second)).toEqual(await days(first))
    await first.close()
    expect(await second.size()).toMatchObject({ sessions: 5000, pages: 5000 })
  })
})
