import { openIdentity } from '@lethe/identity'
import type { EphemeralStore, IdentifyCall } from '@lethe/store/ephemeral/port'
import { expect, it } from 'vitest'
import { recomputeVisitorKey, scopeOf } from './visitor-key.ts'

/** An attack with a wrong formula would find nothing, and prove nothing. */
it.each(['151.234.179.201', '2a02:1111:2222:3333:4444:5555:6666:7777'])(
  'recomputes the very key that the product uses, for %s',
  async (ip) => {
    const dayKey = Buffer.alloc(32, 7)
    let call: IdentifyCall | undefined
    const ephemeral = {
      now: () => 0,
      openDay: async () => ({ day: { starts_at: 0, ends_at: 1 }, current: dayKey, previous: null, is_fresh: false }),
      identify: async (asked: IdentifyCall) => {
        call = asked
        return []
      },
    } as unknown as EphemeralStore
    const identity = openIdentity({ ephemeral, randomBytes: (length) => new Uint8Array(length) })
    const suspect = { ip, user_agent: 'Mozilla/5.0 (ü) Mark' }
    await identity.identify({ site_id: 12, environment: 'staging', timezone: 'UTC', ...suspect, items: [] })
    expect(recomputeVisitorKey(dayKey, scopeOf(12, 'staging'), suspect)).toEqual(Buffer.from(call?.key as Uint8Array))
  },
)
