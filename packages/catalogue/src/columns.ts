import type { Column } from './column.ts'
import { ITEM_DIMENSIONS } from './item-dimensions.ts'
import { MEASURES } from './measures.ts'
import { SESSION_DIMENSIONS } from './session-dimensions.ts'
import { SESSION_FACTS, SYSTEM_COLUMNS } from './session-facts.ts'

const ALL = { ...SYSTEM_COLUMNS, ...SESSION_FACTS, ...SESSION_DIMENSIONS, ...ITEM_DIMENSIONS, ...MEASURES } as const

export type ColumnName = keyof typeof ALL
export type SessionDimension = keyof typeof SESSION_DIMENSIONS
export type ItemDimension = keyof typeof ITEM_DIMENSIONS
export type MeasureName = keyof typeof MEASURES

/** Every column of the `events` table. DDL, beacon schema, privacy page and reference derive from it. */
export const COLUMNS: Readonly<Record<ColumnName, Column>> = ALL

/** Names of all columns, in the order of the table. */
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]
/** Dimensions that are frozen when a session starts. */
export const SESSION_DIMENSION_NAMES = Object.keys(SESSION_DIMENSIONS) as SessionDimension[]
/** Dimensions of a single item. */
export const ITEM_DIMENSION_NAMES = Object.keys(ITEM_DIMENSIONS) as ItemDimension[]
