/**
 * The control store: sites, accounts, logins, set-up links, outcome counts, annotations, records of deletions and small values of the instance.
 * SQLite through Kysely, in the subset that PostgreSQL shares; a PostgreSQL connection is not there yet.
 * Imports the catalogue only. Read `port.ts` first.
 */
export type {
  AccountRole,
  Accounts,
  Annotations,
  ControlStore,
  Deletions,
  Login,
  Logins,
  Meta,
  NewAccount,
  OutcomeCount,
  Outcomes,
  PathTemplates,
  ScrubCount,
  Scrubs,
  SetupLinks,
  Sites,
  StoredAccount,
  StoredAnnotation,
  StoredDeletion,
  StoredPathTemplate,
  StoredSite,
} from './port.ts'
export { openSqliteControl, type SqliteControlOptions } from './sqlite.ts'
