import { createEvents } from './0001-events.ts'
import type { Migration } from './migration.ts'

/** In the order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [createEvents]
