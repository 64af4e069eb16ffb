/**
 * The control store: sites, accounts, logins, set-up links, outcome counts and small values of the instance.
 * SQLite through Kysely, in the subset that PostgreSQL shares; a PostgreSQL connection is not there yet.
 * Imports the catalogue only. Read `port.ts` first.
 */
export type {
  AccountRole,
  Accounts,
  ControlStore,
  Login,
  Logins,
  Meta,
  NewAccount,
  OutcomeCount,
  Outcomes,
  SetupLinks,
  Sites,
  StoredAccount,
  StoredSite,
} from './port.ts'
export { openSqliteControl, type SqliteControlOptions } from './sqlite.ts'
