import { type Aggregate, VITALS } from '@lethe/catalogue'
import type { Scan } from '../plan.ts'

/** Conditions on rows that a scan counts for their value; a matching session counts whatever its rows are. */
export function compileCounted(scan: Scan): string[] {
  if (scan.vital !== null) return [`${VITALS[scan.vital].column} IS NOT NULL`]
  if (scan.form === 'matching_sessions') return []
  const any = scan.aggregates.map((aggregate) => factors(aggregate).join(' AND ') || '1')
  return any.includes('1') ? [] : [`(${any.join(' OR ')})`]
}

const factors = ({ sum, where }: Aggregate): string[] => [
  ...Object.entries(where).map(([column, value]) => `${column} = ${typeof value === 'number' ? value : `'${value}'`}`),
  ...(sum === undefined ? [] : [`${sum} > 0`]),
]
