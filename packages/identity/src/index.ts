/**
 * The two-layer session mechanism (privacy: "The two-layer session mechanism"). May import the catalogue and the port of
 * the ephemeral store. Read `identity.ts`, then `visitor-key.ts`; the session algorithm is behind the store's port.
 *
 * The scope of a visitor key is site *and* environment: sessions and daily visitors of one environment add up by
 * themselves, and staging traffic never joins a session of production.
 */

export {
  ENTRY_FACT_NAMES,
  type EntryFacts,
  type ItemFacts,
  NIL_SESSION,
  TooManySessions,
} from '@lethe/store/ephemeral/port'
export { type Identity, type IdentityOptions, openIdentity } from './identity.ts'
export { siteDay } from './site-day.ts'
export type { Visit, VisitItem } from './visit.ts'
