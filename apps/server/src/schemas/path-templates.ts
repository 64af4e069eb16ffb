import { LIMITS, type PathTemplate } from '@lethe/catalogue'
import { z } from 'zod'

const template = z
  .string()
  .max(LIMITS.url_chars)
  .regex(/^\/.*\/\*$/, { error: 'a template such as /users/*' })

export const pathTemplateList = z.object({
  data: z.array(
    z.object({
      template: z.string(),
      learnt_at: z.string(),
      child_count: z.int(),
      is_kept: z.boolean(),
    }) satisfies z.ZodType<PathTemplate>,
  ),
})

export const pathTemplateChoice = z.object({ template, may_return: z.enum(['true', 'false']).default('false') })
