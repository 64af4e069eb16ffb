import type { Notice } from '@lethe/catalogue'
import { z } from 'zod'

const notice = z.object({
  kind: z.enum(['untrusted_proxy', 'other_header', 'old_geo', 'ephemeral_store', 'spool']),
  text: z.string(),
  setting: z.string().nullable(),
}) satisfies z.ZodType<Notice>

export const noticeList = z.object({ data: z.array(notice) })
