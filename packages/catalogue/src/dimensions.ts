import type { Column } from './column.ts'
import {
  COLUMNS,
  ITEM_DIMENSION_NAMES,
  type ItemDimension,
  SESSION_DIMENSION_NAMES,
  type SessionDimension,
} from './columns.ts'

export type DimensionName = SessionDimension | ItemDimension

/** `session`: frozen when the session starts; `item`: of one row. The planner refuses what a scope does not allow. */
export type Scope = 'session' | 'item'

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

export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[]
