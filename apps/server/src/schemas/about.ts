import {
  type About,
  type AbuseRow,
  COLUMN_NAMES,
  OUTCOME_NAMES,
  type OutcomeRow,
  type QuotaState,
  SCRUB_POSITION_NAMES,
  SCRUB_TYPE_NAMES,
  type ScrubSum,
  type ValueLimitRow,
} from '@lethe/catalogue'
import { z } from 'zod'

export const about = z.object({
  version: z.string(),
  geo: z.object({ name: z.string(), url: z.string(), licence: z.string(), built_at: z.number().nullable() }),
  demo_url: z.string().nullable(),
  demo_client_key: z.string().nullable(),
}) satisfies z.ZodType<About>

export const outcomeRow = z.object({
  hour: z.string(),
  outcome: z.enum(OUTCOME_NAMES),
  reason: z.string(),
  count: z.int(),
}) satisfies z.ZodType<OutcomeRow>

export const outcomeList = z.object({ data: z.array(outcomeRow) })

export const abuseList = z.object({
  data: z.array(
    z.object({
      network: z.string(),
      of: z.enum(['site', 'server']),
      reason: z.string(),
      count: z.int(),
      last_at: z.string(),
    }) satisfies z.ZodType<AbuseRow>,
  ),
})

export const quotaState = z.object({
  quota_items_per_day: z.int().nullable(),
  item_count: z.int(),
  start: z.string(),
  end: z.string(),
}) satisfies z.ZodType<QuotaState>

export const valueLimitList = z.object({
  data: z.array(
    z.object({
      column: z.enum(COLUMN_NAMES),
      value_count: z.int(),
      max_values_per_day: z.int(),
      overflow_count: z.int(),
    }) satisfies z.ZodType<ValueLimitRow>,
  ),
})

export const scrubList = z.object({
  data: z.array(
    z.object({
      type: z.enum(SCRUB_TYPE_NAMES),
      position: z.enum(SCRUB_POSITION_NAMES),
      count: z.int(),
    }) satisfies z.ZodType<ScrubSum>,
  ),
})

export const outcomeQuery = z.object({ start: z.iso.datetime().optional(), end: z.iso.datetime().optional() })

export const refusalList = z.object({
  data: z.array(z.object({ code: z.string(), count: z.int() })),
  since_at: z.number(),
})

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  details: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string().optional() })),
  request_id: z.string(),
})
