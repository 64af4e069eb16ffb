import {
  INBOUND_FILTER_NAMES,
  INBOUND_FILTERS,
  type InboundFilterName,
  type InboundFilters,
  isListFilter,
  NO_INBOUND_FILTERS,
} from '@lethe/catalogue'
import { refusesCountry } from '../steps/drop-blocked-countries.ts'
import { refusesEventName } from '../steps/drop-blocked-events.ts'
import { refusesPath } from '../steps/drop-blocked-paths.ts'
import { refusesHostname } from '../steps/drop-foreign-origin.ts'
import { refusesReferrer } from '../steps/drop-spam-referrers.ts'
import { refusesEnvironment } from '../steps/drop-unlisted-environment.ts'

/** Columns whose values the steps can be asked about again. */
const RULES = {
  hostname: refusesHostname,
  country: refusesCountry,
  path: refusesPath,
  event_name: refusesEventName,
  referrer_hostname: refusesReferrer,
  environment: refusesEnvironment,
} as const satisfies Readonly<
  Record<
    NonNullable<(typeof INBOUND_FILTERS)[InboundFilterName]['column']>,
    (filters: InboundFilters) => ((value: string) => boolean) | null
  >
>

/** A column of stored rows that tells what a filter would have refused. */
export type RuleColumn = keyof typeof RULES

/** What one filter of a site, alone, would have made of stored rows. */
export interface RowRule {
  readonly filter: InboundFilterName
  /** Null when nothing that is stored tells. */
  readonly told: { readonly column: RuleColumn; readonly isRefused: (value: string) => boolean } | null
}

/** The filters that are set, one by one. Throws `invalid_request` for an entry that cannot be taken. */
export function rowRulesOf(filters: InboundFilters): RowRule[] {
  return INBOUND_FILTER_NAMES.filter((name) => (isListFilter(name) ? filters[name].length > 0 : filters[name])).map(
    (filter) => {
      const { column } = INBOUND_FILTERS[filter]
      if (column === null) return { filter, told: null }
      const isRefused = RULES[column]({ ...NO_INBOUND_FILTERS, [filter]: filters[filter] })
      return { filter, told: isRefused && { column, isRefused } }
    },
  )
}
