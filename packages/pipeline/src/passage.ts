import {
  DEFAULT_INBOUND_FILTERS,
  DEFAULT_SCRUB_SETTINGS,
  FULL_WEIGHT,
  type InboundFilters,
  type Outcome,
  type ScrubSettings,
} from '@lethe/catalogue'
import { type Depersonalizer, isDefaultScrubbing, type NoteScrub, type ScrubNote } from '@lethe/depersonalize'
import type { EntryFacts, ItemFacts } from '@lethe/identity'
import type { EventRow } from '@lethe/store/events/port'
import type { ItemHash } from '@lethe/store/spool/port'
import type { AddressMemory } from './address-memory.ts'
import type { Beacon, BeaconItem, BeaconPage } from './beacon.ts'
import type { SiteSettings, Tools } from './ports.ts'
import type { UserAgentFacts } from './user-agent.ts'

/** What is known of the HTTP request; address and user agent are dropped with it. */
export interface CollectRequest {
  /** The client's address, as found behind trusted proxies. */
  readonly ip: string
  /** The request header, never a field of the body. */
  readonly user_agent: string
  /** `Sec-GPC: 1` was sent. */
  readonly is_gpc: boolean
  /** `DNT: 1` was sent. */
  readonly is_dnt: boolean
  /** The `Origin` header, where there is one. */
  readonly origin?: string
  /** `Sec-Purpose` says that the page is prerendered. */
  readonly is_prerendering?: boolean
  /** `Sec-CH-UA` names a browser without a window, whatever the user agent says. */
  readonly is_headless?: boolean
  /** The owner has exempted the address from rate limits. */
  readonly is_rate_exempt?: boolean
}

/** Facts of a page that every item on it carries. */
export interface PageFacts {
  readonly hostname: string
  readonly path: string
  readonly referrer: { readonly hostname: string; readonly path: string } | null
  readonly utm: Readonly<Record<string, string>>
}

/** One item on its way; steps fill it in. */
export interface ItemPassage {
  readonly item: BeaconItem
  /** Set when the item has left; exactly once. */
  outcome: Outcome | null
  /** Of its id, which is known from now on, so that a copy of it is a duplicate; null when it has none. */
  hash: ItemHash | null
  facts: ItemFacts | null
  weight: number
  row: EventRow | null
}

/**
 * One beacon on its way through the steps, owned by one run of the pipeline. `drop*` steps give items an outcome, `put*`
 * steps fill in the fields below, in the order of `steps.ts`.
 */
export class Passage {
  readonly beacon: Beacon
  readonly request: CollectRequest
  readonly tools: Tools
  readonly all: readonly ItemPassage[]
  site: SiteSettings | null = null
  country = ''
  /** Rows that room is kept for. */
  reserved = 0
  /** Items that count against the site's quota of today. */
  taken_today = 0
  device: UserAgentFacts | null = null
  readonly pages = new Map<BeaconPage, PageFacts>()
  readonly entries = new Map<BeaconPage, EntryFacts>()
  #left: readonly ItemPassage[] | null
  readonly #scrubs = new Map<Beacon | BeaconPage | BeaconItem, ScrubNote[]>()

  constructor(beacon: Beacon, request: CollectRequest, tools: Tools) {
    this.beacon = beacon
    this.request = request
    this.tools = tools
    this.all = beacon.items.map((item) => ({
      item,
      outcome: null,
      hash: null,
      facts: null,
      weight: FULL_WEIGHT,
      row: null,
    }))
    this.#left = this.all
  }

  /** Items that have not left yet. */
  get items(): readonly ItemPassage[] {
    this.#left ??= this.all.filter((one) => one.outcome === null)
    return this.#left
  }

  drop(one: ItemPassage, outcome: Outcome): void {
    one.outcome ??= outcome
    this.#left = null
  }

  dropAll(outcome: Outcome): void {
    for (const one of this.items) this.drop(one, outcome)
  }

  /** Cleans values of the beacon, a page or an item, and keeps what was taken out of them: what, where, why. */
  cleaningOf(of: Beacon | BeaconPage | BeaconItem): { depersonalizer: Depersonalizer; note: NoteScrub } {
    const note = (scrub: ScrubNote) => {
      const noted = this.#scrubs.get(of)
      if (noted) noted.push(scrub)
      else this.#scrubs.set(of, [scrub])
    }
    return { depersonalizer: this.tools.depersonalizerOf(this.scrubSettings), note }
  }

  /** What was taken out of the values of these, each of them once. */
  scrubsOf(...of: readonly (Beacon | BeaconPage | BeaconItem)[]): readonly ScrubNote[] {
    return this.#scrubs.size === 0 ? [] : [...new Set(of)].flatMap((one) => this.#scrubs.get(one) ?? [])
  }

  get filters(): InboundFilters {
    return this.siteOrThrow.inbound_filters ?? DEFAULT_INBOUND_FILTERS
  }

  get scrubSettings(): ScrubSettings {
    return this.site?.scrub_settings ?? DEFAULT_SCRUB_SETTINGS
  }

  /** Null where the site's settings say of clean values something of their own. */
  get addresses(): AddressMemory | null {
    return isDefaultScrubbing(this.scrubSettings) ? this.tools.addresses : null
  }

  /** The site, in steps behind `putSite`: without one no item is left. */
  get siteOrThrow(): SiteSettings {
    if (!this.site) throw new Error('a step that needs the site ran before putSite')
    return this.site
  }
}
