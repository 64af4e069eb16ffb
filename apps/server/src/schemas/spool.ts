import type { SpoolState } from '@lethe/catalogue'
import { z } from 'zod'

export const spoolState = z.object({
  row_count: z.int(),
  bytes: z.int(),
  max_bytes: z.int(),
  oldest_age_ms: z.int().nullable(),
  is_open: z.boolean(),
  refused: z.array(z.object({ id: z.string(), row_count: z.int(), bytes: z.int() })),
}) satisfies z.ZodType<SpoolState>

export const refusedId = z.object({
  id: z.string().regex(/^\d{1,20}$/, 'the id of a refused batch, as GET /api/spool gives it'),
})
