import type { InboundFilters, Outcome, ScrubPosition, ScrubSettings, ScrubType, Site } from '@lethe/catalogue'
import type { Depersonalizer } from '@lethe/depersonalize'
import type { Identity } from '@lethe/identity'
import type { EventRow } from '@lethe/store/events/port'
import type { SpoolEntry } from '@lethe/store/spool/port'
import type { AddressMemory } from './address-memory.ts'
import type { Environments } from './environments.ts'
import type { ItemsToday } from './items-today.ts'
import type { KeptFacts } from './kept-facts.ts'
import type { PathTemplates } from './path-templates.ts'
import type { PipelineMemory } from './pipeline-memory.ts'
import type { TakenItems } from './taken-items.ts'
import type { UserAgentReader } from './user-agent.ts'
import type { ValueLimits } from './value-limits.ts'

/** What the pipeline needs to know of a site. */
export type SiteSettings = Pick<
  Site,
  | 'timezone'
  | 'webvitals_enabled'
  | 'errors_enabled'
  | 'sampling'
  | 'filter_bots'
  | 'filter_localhost'
  | 'honor_gpc'
  | 'honor_dnt'
  | 'query_params'
  | 'include_fragment'
  | 'retention_days'
> & {
  readonly id: number
  /** Without it nothing differs from the rule. */
  readonly scrub_settings?: ScrubSettings
  /** The same. */
  readonly inbound_filters?: InboundFilters
  /** Whether path positions with more values than the limit are collapsed. */
  readonly learn_paths?: boolean
  readonly learn_paths_limit?: number
  /** Most items that are stored in a day of its zone; null and absent set no limit. */
  readonly quota_items_per_day?: Site['quota_items_per_day']
}

/** What was taken out of a value, and where. */
export interface ScrubKind {
  readonly type: ScrubType
  readonly position: ScrubPosition
}

/** What the pipeline is given to work with. */
export interface PipelinePorts {
  readonly findSite: (clientKey: string) => Promise<SiteSettings | null> | SiteSettings | null
  readonly identity: Identity
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly countryOf: (ip: string) => string
  /** How many of so many items a site may send now; all unless given. */
  readonly grantItems?: (siteId: number, want: number) => number | Promise<number>
  /** Keeps room for so many rows of a site. Asked before identification, since nothing refused may move a session. */
  readonly reserve: (rowCount: number, siteId: number) => boolean
  /** Gives it back, right before `append` or when nothing comes of it. */
  readonly release?: (rowCount: number) => void
  /** Resolves when rows and items are durable. Throws when they could not be: `failed/spool_full`. */
  readonly append: (entry: SpoolEntry) => Promise<void>
  /** Whether the store takes the row; one that it does not take is a fault of ours. */
  readonly isStorable?: (row: EventRow) => boolean
  /** Site 0 stands for client keys that no site has. */
  readonly count: (siteId: number, outcome: Outcome, count: number) => void
  /** Counts what was taken out of values that are stored; never told the value. */
  readonly countScrub?: (siteId: number, scrub: ScrubKind, count: number) => void
  /** Told of faults of ours, once each. The error may be logged with its stack; it holds nothing of the visitor. */
  readonly report?: (error: unknown) => void
  /** What was learnt of paths; without it nothing is. */
  readonly pathTemplates?: Pick<PathTemplates, 'apply' | 'preview'>
  /** What it remembers; empty unless given. */
  readonly memory?: PipelineMemory
  /** What sites have stored today; nothing unless given. */
  readonly itemsToday?: ItemsToday
  /** Of its own unless given. */
  readonly valueLimits?: ValueLimits
  /** Which items were taken lately; none unless given. */
  readonly takenItems?: TakenItems
  readonly randomBytes: (length: number) => Uint8Array
  /** Epoch ms. */
  readonly now: () => number
}

/** What steps work with. A preview looks sessions up without moving them and asks for no room. */
export interface Tools {
  readonly findSite: PipelinePorts['findSite']
  readonly countryOf: PipelinePorts['countryOf']
  readonly reserve: PipelinePorts['reserve']
  readonly grantItems?: PipelinePorts['grantItems']
  /** How many of so many items the site's quota of today leaves. */
  readonly takeToday: ItemsToday['take']
  /** The item's hash; null when it is a copy of one that was taken. */
  readonly takeItem: TakenItems['take']
  /** Whether a value is not one too many of its column. */
  readonly admitValue: ValueLimits['admit']
  /** What became of items whose rows could not be kept, so that it is the same when they come again. */
  readonly keptFacts: Pick<KeptFacts, 'of'>
  readonly isStorable: (row: EventRow) => boolean
  readonly identify: Identity['identify']
  readonly readUserAgent: UserAgentReader
  /** Whether the environment is one of those that a site may have. */
  readonly takeEnvironment: Environments['take']
  readonly addresses: AddressMemory
  /** The path as it is stored, by what was learnt of the site's paths. */
  readonly templatePath: (site: SiteSettings, path: string) => string
  /** By the settings of a site. */
  readonly depersonalizerOf: (settings: ScrubSettings) => Depersonalizer
}
