import {
  LIMITS,
  SCRUB_POSITION_NAMES,
  SCRUB_REASONS,
  SCRUB_TYPE_NAMES,
  type ScrubReason,
  TRIAL_CHARS,
  TRIAL_CUT_NAMES,
  TRIAL_POSITION_NAMES,
  type TrialAnswer,
  type TrialRequest,
} from '@lethe/catalogue'
import { z } from 'zod'

export const trialRequest = z.object({
  position: z.enum(TRIAL_POSITION_NAMES),
  key: z.string().max(LIMITS.id_chars).exactOptional(),
  text: z.string().max(TRIAL_CHARS),
}) satisfies z.ZodType<TrialRequest>

export const trialAnswer = z.object({
  output: z.string().nullable(),
  utm: z.record(z.string(), z.string()),
  templates: z.array(z.string()).readonly(),
  cuts: z.array(z.enum(TRIAL_CUT_NAMES)).readonly(),
  scrubs: z
    .array(
      z.object({
        type: z.enum(SCRUB_TYPE_NAMES),
        position: z.enum(SCRUB_POSITION_NAMES),
        reason: z.enum(Object.keys(SCRUB_REASONS) as ScrubReason[]),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<TrialAnswer>
