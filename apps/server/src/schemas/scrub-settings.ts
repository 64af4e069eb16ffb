import { SCRUB_REPLACEMENTS, SCRUB_SETTINGS_LIMITS, type ScrubReplacement, type ScrubSettings } from '@lethe/catalogue'
import { patternRefusal } from '@lethe/pipeline'
import { z } from 'zod'

const LIMITS = SCRUB_SETTINGS_LIMITS

const keys = z
  .array(
    z.string().regex(new RegExp(`^[\\w.[\\]-]{1,${LIMITS.key_chars}}$`), {
      error: 'a key: letters, digits and _ . [ ] -',
    }),
  )
  .max(LIMITS.keys)
  .readonly()

const path = z
  .string()
  .max(LIMITS.path_chars)
  .regex(/^\/[^*?#\s]*\*?$/, { error: 'a path that begins with / and has a * at the end only, such as /artists/*' })

const pattern = z.string().superRefine((text, context) => {
  const expected = patternRefusal(text)
  if (expected !== null) context.addIssue({ code: 'custom', message: expected })
})

/** What is looked for besides, or is not, in what pages send. */
export const scrubSettings = z.object({
  drop_keys: keys,
  keep_keys: keys,
  keep_paths: z.array(path).max(LIMITS.paths).readonly(),
  patterns: z.array(pattern).max(LIMITS.patterns).readonly(),
  replacement: z.enum(Object.keys(SCRUB_REPLACEMENTS) as ScrubReplacement[]),
}) satisfies z.ZodType<ScrubSettings>
