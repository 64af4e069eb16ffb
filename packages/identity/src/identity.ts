import { AppError } from '@lethe/catalogue'
import type { Awaitable, EphemeralStore, IdentifyCall, ItemFacts, SiteDay } from '@lethe/store/ephemeral/port'
import { canonicalIp } from './canonical-ip.ts'
import { orderItems } from './order-items.ts'
import { siteDay } from './site-day.ts'
import { openUuidSource } from './uuid-source.ts'
import type { Visit } from './visit.ts'
import { scopeOf, visitorKey } from './visitor-key.ts'

const ATTEMPTS = 3

/** The two-layer session mechanism: a visitor is recognised in memory for a day at most, a session gets a random id. */
export interface Identity {
  /** Session facts of each item, in the beacon's order; moves the sessions on. One call per beacon. */
  identify(visit: Visit): Promise<readonly ItemFacts[]>
  /** What `identify` would answer now; changes no session and uses up no bit. */
  peek(visit: Visit): Promise<readonly ItemFacts[]>
  /** Forgets the day, the visitors, sessions and pages of these environments of a site. */
  forget(siteId: number, environments: readonly string[]): Promise<void>
  /** Drops what has expired; call it at least every 60 s. */
  sweep(): Promise<void>
  /** Forgets every key and session. */
  close(): Promise<void>
}

/** What the mechanism stands on. */
export interface IdentityOptions {
  readonly ephemeral: EphemeralStore
  /** The CSPRNG. */
  readonly randomBytes: (length: number) => Uint8Array
  /** Told when a day begins without anything in memory to go on from: see `OpenDay.is_fresh`. Called before the first answer of that day. */
  readonly onFreshDay?: (place: Pick<Visit, 'site_id' | 'environment'>, day: SiteDay) => void
}

/** Opens the mechanism, on the clock of the ephemeral store. */
export function openIdentity(options: IdentityOptions): Identity {
  return new VisitorIdentity(options)
}

class VisitorIdentity implements Identity {
  readonly #ephemeral: EphemeralStore
  readonly #onFreshDay: NonNullable<IdentityOptions['onFreshDay']>
  readonly #newSessionId: () => string

  constructor({ ephemeral, randomBytes, onFreshDay = () => {} }: IdentityOptions) {
    this.#ephemeral = ephemeral
    this.#onFreshDay = onFreshDay
    this.#newSessionId = openUuidSource(randomBytes)
  }

  identify(visit: Visit): Promise<readonly ItemFacts[]> {
    return this.#run(visit, (call) => this.#ephemeral.identify(call))
  }

  peek(visit: Visit): Promise<readonly ItemFacts[]> {
    return this.#run(visit, (call) => this.#ephemeral.peek(call))
  }

  async forget(siteId: number, environments: readonly string[]): Promise<void> {
    await Promise.all(environments.map((environment) => this.#ephemeral.forget(scopeOf(siteId, environment))))
  }

  sweep(): Promise<void> {
    return this.#ephemeral.sweep()
  }

  close(): Promise<void> {
    return this.#ephemeral.close()
  }

  /** Midnight may fall between reading the day's keys and using them: then the store says null, and it is asked again. */
  async #run(
    visit: Visit,
    ask: (call: IdentifyCall) => Awaitable<readonly ItemFacts[] | null>,
  ): Promise<readonly ItemFacts[]> {
    const scope = scopeOf(visit.site_id, visit.environment)
    const visitor = { scope, ip: canonicalIp(visit.ip), user_agent: visit.user_agent }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const opened = this.#ephemeral.openDay(scope, (now) => siteDay(now, visit.timezone))
      const { day, current, previous, is_fresh } = opened instanceof Promise ? await opened : opened
      if (is_fresh) this.#onFreshDay({ site_id: visit.site_id, environment: visit.environment }, day)
      const now = this.#ephemeral.now()
      const items = orderItems(visit, now, day)
      const answer = ask({
        scope,
        now,
        day,
        key: visitorKey(current, visitor),
        previous_key: previous && visitorKey(previous, visitor),
        items,
        newSessionId: this.#newSessionId,
      })
      const facts = answer instanceof Promise ? await answer : answer
      if (facts) return inBeaconOrder(facts, items)
    }
    throw new AppError('internal', 'the day of a site could not be settled')
  }
}

function inBeaconOrder(facts: readonly ItemFacts[], items: readonly { readonly index: number }[]): ItemFacts[] {
  const ordered = new Array<ItemFacts>(facts.length)
  for (const [at, item] of items.entries()) ordered[item.index] = facts[at] as ItemFacts
  return ordered
}
