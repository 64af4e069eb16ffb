import type { Column } from './column.ts'
import {
  COLUMNS,
  ITEM_DIMENSION_NAMES,
  type ItemDimension,
  SESSION_DIMENSION_NAMES,
  type SessionDimension,
} from './columns.ts'

/** Name of a dimension, and of the column behind it. */
export type DimensionName = SessionDimension | ItemDimension

/** `session`: frozen when the session starts; `item`: of one row. The planner refuses what a scope does not allow. */
export type Scope = 'session' | 'item'

/** A column that figures may be grouped and filtered by. */
export interface Dimension extends Column {
  readonly name: DimensionName
  readonly scope: Scope
}

const named = (scope: Scope) => (name: DimensionName) => [name, { ...COLUMNS[name], name, scope }] as const

/** Every dimension, each backed by the column of the same name. To add one, add the column. */
export const DIMENSIONS = Object.fromEntries([
  ...SESSION_DIMENSION_NAMES.map(named('session')),
  ...ITEM_DIMENSION_NAMES.map(named('item')),
]) as Readonly<Record<DimensionName, Dimension>>

/** Names of all dimensions, session-scoped first. */
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[]
