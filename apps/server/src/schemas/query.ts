import {
  DIMENSION_NAMES,
  FILTER_OPERATORS,
  METRIC_NAMES,
  QUERY_KINDS,
  type QueryResponse,
  TIME_BUCKETS,
  TIME_RANGES,
} from '@lethe/catalogue'
import { z } from 'zod'

const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.describe(description)
const dimension = described(z.string(), `A dimension: ${DIMENSION_NAMES.join(', ')}.`)
const scalar = z.union([z.string(), z.number()])

const filter: z.ZodType = z.lazy(() =>
  z.union([
    z.object({ dimension, operator: z.enum(FILTER_OPERATORS), value: z.union([scalar, z.array(scalar)]) }),
    z.object({ and: z.array(filter) }),
    z.object({ or: z.array(filter) }),
  ]),
)

/** For the document: the query package reads the body itself, with the same names, and refuses what it does not know. */
export const queryRequest = z.object({
  site: described(z.string(), 'Key of the site.'),
  kind: z.enum(QUERY_KINDS),
  aggregate: z.array(described(z.string(), `A metric: ${METRIC_NAMES.join(', ')}.`)),
  group_by: dimension.optional(),
  time: z.enum(TIME_RANGES).optional(),
  start: z.string().optional(),
  end: described(z.string(), 'Exclusive.').optional(),
  timezone: described(z.string(), "IANA name; default: the site's.").optional(),
  time_bucket: z.enum(TIME_BUCKETS).optional(),
  filters: z.array(filter).optional(),
  filters_behavior: z.enum(['and', 'or']).optional(),
  order_by: z.array(z.string()).optional(),
  compare: z.enum(['previous_time_range']).optional(),
  environment: z.string().optional(),
  search: z.string().optional(),
  page: z.int().min(1).optional(),
  page_size: z.int().min(1).max(1000).optional(),
})

const interval = z.object({ sample_count: z.number(), low: z.number().nullable(), high: z.number().nullable() })
const cell = z.object({
  value: z.number().nullable(),
  previous_time_range_value: z.number().nullish(),
  previous_time_range_change_rate: z.number().nullish(),
  interval: interval.optional(),
})
const meta = z.object({
  source: z.enum(['raw', 'rollup']),
  start: z.string(),
  end: z.string(),
  timezone: z.string(),
  sample_ratio: z.number(),
  threshold_hidden: z.number(),
  elapsed_ms: z.number(),
})

/** `data` is an object of cells for an aggregation, else a list of rows. */
export const queryAnswer = z.looseObject({
  data: z.union([z.array(z.looseObject({})), z.record(z.string(), cell)]),
  meta,
}) as unknown as z.ZodType<QueryResponse, QueryResponse>
