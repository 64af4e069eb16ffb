import { ANNOTATION_KINDS, type Annotation } from '@lethe/catalogue'
import { z } from 'zod'

const annotation = z.object({
  at: z.string(),
  kind: z.enum(ANNOTATION_KINDS),
  text: z.string(),
  description: z.string(),
}) satisfies z.ZodType<Annotation>

export const annotationList = z.object({ data: z.array(annotation) })

export const annotationQuery = z.object({ start: z.iso.datetime().optional(), end: z.iso.datetime().optional() })
