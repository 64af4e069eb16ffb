import { createEventsTable } from '../table.ts'
import type { Migration } from './migration.ts'

/** Columns that the catalogue gains later are added by `addMissingColumns`, not by a migration. */
export const createEvents: Migration = {
  id: 1,
  name: 'events',
  statements: (database) => [createEventsTable(database)],
}
