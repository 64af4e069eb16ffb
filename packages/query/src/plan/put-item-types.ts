import { COLUMNS, ITEM_TYPES, type ItemType, VITALS } from '@lethe/catalogue'
import type { PlanStep, Scan } from '../plan.ts'

/** Restricts scans to the item types that can count. A whole session needs all its rows, so session scans stay open. */
export const putItemTypes: PlanStep = (plan) => ({
  ...plan,
  scans: plan.scans.map((scan) => ({ ...scan, types: typesOf(scan) })),
})

function typesOf(scan: Scan): readonly ItemType[] | null {
  if (scan.vital !== null) return only(COLUMNS[VITALS[scan.vital].column].wire?.on)
  if (scan.form !== 'items') return null
  const types = scan.aggregates.map(({ where }) => only(where.type))
  return types.some((type) => type === null) ? null : [...new Set(types.flatMap((type) => type ?? []))]
}

function only(name: unknown): readonly ItemType[] | null {
  return ITEM_TYPES.filter((type) => type === name).length > 0 ? [name as ItemType] : null
}
