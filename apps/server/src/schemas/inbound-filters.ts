import {
  DRY_RUN_GAPS,
  type DryRunGap,
  FILTER_ENTRY_KINDS,
  type FilterDryRun,
  type FilterDryRunRequest,
  type FilterEntryKind,
  INBOUND_FILTER_NAMES,
  INBOUND_FILTERS,
  type InboundFilterName,
  type InboundFilters,
} from '@lethe/catalogue'
import { entryRefusal } from '@lethe/pipeline'
import { z } from 'zod'

/** One entry of a list; says which one is wrong by its place, and what was expected. */
const entryOf = (kind: FilterEntryKind) =>
  z.string().superRefine((entry, context) => {
    const expected = entryRefusal(kind, entry)
    if (expected !== null) context.addIssue({ code: 'custom', message: expected })
  })

const ENTRIES = Object.fromEntries(
  Object.keys(FILTER_ENTRY_KINDS).map((kind) => [kind, entryOf(kind as FilterEntryKind)]),
) as unknown as Record<FilterEntryKind, z.ZodType<string>>

function filterOf(name: InboundFilterName): z.ZodType {
  const filter = INBOUND_FILTERS[name]
  const schema =
    filter.entries === 'switch' ? z.boolean() : z.array(ENTRIES[filter.entries]).max(filter.max_entries).readonly()
  return schema.describe(filter.help)
}

/** What a site refuses, as the catalogue declares it. */
export const inboundFilters = z.object(
  Object.fromEntries(INBOUND_FILTER_NAMES.map((name) => [name, filterOf(name)])),
) as unknown as z.ZodObject<{ [Name in InboundFilterName]: z.ZodType<InboundFilters[Name]> }>

/** What a change of them, or a dry run, takes: any of them; what is left out stays. */
export const someInboundFilters = inboundFilters.partial() as unknown as z.ZodType<FilterDryRunRequest>

/** The name of the same list in the API of the product that Lethe replaces. */
export const originAllowlist = z.array(ENTRIES.origin).max(INBOUND_FILTERS.origin_allowlist.max_entries).readonly()

const count = z.int().min(0).nullable()

export const filterDryRun = z.object({
  start: z.string(),
  end: z.string(),
  item_count: count,
  session_count: count,
  rules: z
    .array(
      z.object({
        filter: z.enum(INBOUND_FILTER_NAMES),
        item_count: count,
        session_count: count,
        gap: z.enum(Object.keys(DRY_RUN_GAPS) as DryRunGap[]).nullable(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<FilterDryRun>
