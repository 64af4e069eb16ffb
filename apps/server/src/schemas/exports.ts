import { EXPORT_FORMATS, type ExportRequest } from '@lethe/catalogue'
import { z } from 'zod'

/** Strict: whoever asks for a range or a filter that is not understood must not get everything. */
export const exportRequest = z.strictObject({ format: z.enum(EXPORT_FORMATS) }) satisfies z.ZodType<ExportRequest>
