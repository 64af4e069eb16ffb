import { type Brief, type Column, ITEM_TYPES, SQL_LABEL, SQL_TIME } from './column.ts'
import { SESSION_ID_DAYS } from './limits.ts'

const fact = (sql: string, brief: Brief): Column => ({
  sql,
  purpose: 'Lets the figures of sessions be sums of rows, without an identity.',
  sensitivity: 'technical',
  scrub: 'none',
  retention: 'row',
  unit: 'count',
  ...brief,
})

const key = (sql: string, brief: Brief): Column => ({
  ...fact(sql, brief),
  purpose: 'Places the row.',
  sensitivity: 'none',
  unit: 'none',
  ...brief,
})

/** Where the row belongs: set by the server, never by a beacon. */
export const SYSTEM_COLUMNS = {
  site_id: key('UInt32', { label: 'Site', description: 'Number of the site.' }),
  environment: key(SQL_LABEL, { label: 'Environment', description: 'Deployment that sent the item, e.g. production.' }),
  type: key(`Enum8(${ITEM_TYPES.map((type, at) => `'${type}' = ${at + 1}`).join(', ')})`, {
    label: 'Type',
    description: 'Kind of item.',
  }),
  at: key(SQL_TIME, {
    label: 'Time',
    description: 'Time of the item, UTC, to the minute.',
    purpose: 'Draws charts over time; kept to the minute, so that it matches no other log.',
    sensitivity: 'technical',
    unit: 'time',
  }),
  batch_id: key('UInt64 CODEC(Delta(8), LZ4)', {
    label: 'Batch',
    description: 'Id of the insert that wrote the row.',
    purpose: 'Makes every insert happen exactly once.',
  }),
  retention_days: key('UInt16 CODEC(LZ4)', {
    label: 'Retention',
    description: 'Retention class of the row in days.',
    purpose: 'Lets expired data leave as whole partitions.',
  }),
} as const

/** What the identity step says of an item (docs/guides/sessions.md). */
export const SESSION_FACTS = {
  session_id: fact('UUID CODEC(ZSTD(1))', {
    label: 'Session',
    description: `Random UUID of the session; nil without one, and from ${SESSION_ID_DAYS} days after the item on.`,
    purpose: 'Answers questions about the order of pages; random, and deleted before the row is.',
    retention: 'session_id',
    unit: 'none',
  }),
  session_started_at: fact(SQL_TIME, {
    label: 'Session start',
    description: 'Start of the session, UTC, to the minute; 0 (1970) without a session.',
    unit: 'time',
  }),
  session_seq: fact('UInt16 CODEC(ZSTD(1))', {
    label: 'Sequence',
    description: "1 for the session's first engaging item, then 2, 3, ...; 0 for items that do not engage.",
  }),
  session_gap_ms: fact('UInt32 CODEC(ZSTD(1))', {
    label: 'Gap',
    description: 'Time since the previous item of the session, at most the session timeout.',
    unit: 'ms',
  }),
  is_first_on_path: fact('UInt8 CODEC(ZSTD(1))', {
    label: 'First on page',
    description: '1 for the first pageview of this path in the session.',
  }),
  is_first_of_day: fact('UInt8 CODEC(ZSTD(1))', {
    label: 'First of day',
    description: "1 for the first engaging item of this visitor today, in the site's time zone.",
  }),
  weight: fact('UInt32 CODEC(ZSTD(1))', {
    label: 'Weight',
    description: 'How many items this row stands for, in millionths.',
    purpose: 'Scales sampled figures back up exactly.',
    unit: 'millionths',
  }),
} as const
