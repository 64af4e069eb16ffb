import { COMMON_SETTINGS } from './client-store.ts'

/** A read that takes longer is `query_too_costly`. */
const MAX_SECONDS = 20

/** Bounds of every read, so that none can starve the others or the machine. */
export const readSettings = (memoryBytes: number) =>
  ({
    ...COMMON_SETTINGS,
    output_format_csv_crlf_end_of_line: 1,
    format_csv_null_representation: '',
    max_memory_usage: String(Math.floor(memoryBytes)),
    max_execution_time: MAX_SECONDS,
    timeout_overflow_mode: 'throw',
    readonly: '2',
  }) as const
