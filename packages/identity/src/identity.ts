import { AppError } from '@lethe/catalogue'
import type { EphemeralStore, IdentifyCall, ItemFacts, SiteDay } from '@lethe/store/ephemeral/port'
import { canonicalIp } from './canonical-ip.ts'
import { orderItems } from './order-items.ts'
import { siteDay } from './site-day.ts'
import { openUuidSource } from './uuid-source.ts'
import type { Visit } from './visit.ts'
import { scopeOf, visitorKey } from './visitor-key.ts'

const ATTEMPTS = 3
/** Longer than the store keeps a day, so that a new zone cannot begin a day before one that is still open there. */
const KEPT_DAYS_MS = 86_400_000

/** The two-layer session mechanism: a visitor is recognised in memory for a day at most, a session gets a random id. */
export interface Identity {
  /** Session facts of each item, in the beacon's order; moves the sessions on. One call per beacon. */
  identify(visit: Visit): Promise<readonly ItemFacts[]>
  /** What `identify` would answer now; changes no session and uses up no bit. */
  peek(visit: Visit): Promise<readonly ItemFacts[]>
  /** Drops what has expired; call it at least every 60 s. */
  sweep(): Promise<void>
  /** Forgets every key and session. */
  close(): Promise<void>
}

/** Opens the mechanism. `now` is epoch ms, `randomBytes` the CSPRNG. */
export function openIdentity(options: {
  readonly ephemeral: EphemeralStore
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}): Identity {
  return new VisitorIdentity(options.ephemeral, options.now, options.randomBytes)
}

class VisitorIdentity implements Identity {
  readonly #ephemeral: EphemeralStore
  readonly #now: () => number
  readonly #newSessionId: () => string
  /** The open day of each scope. Days follow each other without overlap, whatever clock and zone setting do. */
  readonly #days = new Map<string, SiteDay>()

  constructor(ephemeral: EphemeralStore, now: () => number, randomBytes: (length: number) => Uint8Array) {
    this.#ephemeral = ephemeral
    this.#now = now
    this.#newSessionId = openUuidSource(randomBytes)
  }

  identify(visit: Visit): Promise<readonly ItemFacts[]> {
    return this.#run(visit, (call) => this.#ephemeral.identify(call))
  }

  peek(visit: Visit): Promise<readonly ItemFacts[]> {
    return this.#run(visit, (call) => this.#ephemeral.peek(call))
  }

  async sweep(): Promise<void> {
    const now = this.#now()
    for (const [scope, day] of this.#days) if (now >= day.ends_at + KEPT_DAYS_MS) this.#days.delete(scope)
    await this.#ephemeral.sweep(now)
  }

  async close(): Promise<void> {
    this.#days.clear()
    await this.#ephemeral.close()
  }

  /** Midnight may fall between reading the day's keys and using them: then the store says null, and it is asked again. */
  async #run(
    visit: Visit,
    ask: (call: IdentifyCall) => Promise<readonly ItemFacts[] | null>,
  ): Promise<readonly ItemFacts[]> {
    const scope = scopeOf(visit.site_id, visit.environment)
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const now = this.#now()
      const day = this.#dayOf(scope, visit.timezone, now)
      const keys = await this.#ephemeral.dayKeys(scope, day, now)
      if (!keys) continue
      const visitor = { scope, ip: canonicalIp(visit.ip), user_agent: visit.user_agent }
      const items = orderItems(visit, now, day)
      const facts = await ask({
        scope,
        now,
        day,
        key: visitorKey(keys.current, visitor),
        previous_key: keys.previous && visitorKey(keys.previous, visitor),
        items,
        newSessionId: this.#newSessionId,
      })
      if (facts) return inBeaconOrder(facts, items)
    }
    throw new AppError('internal', 'the day of a site could not be settled')
  }

  #dayOf(scope: string, timezone: string, now: number): SiteDay {
    const open = this.#days.get(scope)
    if (open && now < open.ends_at) return open
    const next = siteDay(now, timezone)
    const day = { ...next, starts_at: Math.max(next.starts_at, open?.ends_at ?? 0) }
    this.#days.set(scope, day)
    return day
  }
}

function inBeaconOrder(facts: readonly ItemFacts[], items: readonly { readonly index: number }[]): ItemFacts[] {
  const ordered = new Array<ItemFacts>(facts.length)
  for (const [at, item] of items.entries()) ordered[item.index] = facts[at] as ItemFacts
  return ordered
}
