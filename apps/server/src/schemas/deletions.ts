import { DELETION_SCOPES, type Deletion, type DeletionRequest, type Storage } from '@lethe/catalogue'
import { z } from 'zod'

export const deletion = z.object({
  id: z.int(),
  scope: z.enum(DELETION_SCOPES),
  state: z.enum(['running', 'done']),
  requested_at: z.number(),
  requested_by: z.string().nullable(),
  row_count: z.int().nullable(),
  finished_at: z.number().nullable(),
}) satisfies z.ZodType<Deletion>

export const deletionList = z.object({ data: z.array(deletion) })

/** Strict: a range or a filter that is not understood must not delete everything. */
export const deletionRequest = z.strictObject({
  scope: z.literal('all'),
  confirm: z.string().max(200),
}) satisfies z.ZodType<DeletionRequest>

export const storage = z.object({
  row_count: z.int(),
  oldest_at: z.number().nullable(),
  first_expiry_at: z.number().nullable(),
}) satisfies z.ZodType<Storage>
