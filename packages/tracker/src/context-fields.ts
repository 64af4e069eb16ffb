import { COLUMN_NAMES, COLUMNS } from '@lethe/catalogue'

/**
 * Context values that are one property below `window`: column, path, and whether only the primary language is sent.
 * TRICKY: the build evaluates this module and keeps its answer, so that the catalogue's prose stays out of the script.
 */
export const CONTEXT_FIELDS: readonly (readonly [column: string, path: string, isLanguage: boolean])[] =
  COLUMN_NAMES.flatMap((name) => {
    const { wire, scrub } = COLUMNS[name]
    return wire?.on === 'context' && wire.browser_path ? [[name, wire.browser_path, scrub === 'language'] as const] : []
  })
