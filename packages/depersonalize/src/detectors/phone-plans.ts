import metadata from 'libphonenumber-js/min/metadata'

/** Lengths and patterns of national numbers behind one calling code, of every country that shares it. */
interface Plan {
  readonly lengths: ReadonlySet<number>
  readonly pattern: RegExp
}

/** TRICKY: the library's own matcher costs 0.1 ms and more for each candidate, so only its tables are used. Columns of a country. */
const [PATTERN, LENGTHS] = [2, 3]

let plans: ReadonlyMap<string, Plan> | null = null

/** Whether digits in international form (calling code first, no `+`) may be a number of their country: its length fits. */
export function isPossibleInternational(digits: string): boolean {
  const [plan, national] = planOf(digits)
  return plan !== null && digits.length <= 15 && hasLength(plan, national)
}

/** The same, and the country gives out numbers that begin like this. */
export function isValidInternational(digits: string): boolean {
  const [plan, national] = planOf(digits)
  return plan?.pattern.test(national) ?? false
}

/** A trunk zero (`+44 (0)20 ...`) is written as often as it is left out. */
const hasLength = ({ lengths }: Plan, national: string): boolean =>
  lengths.has(national.length) || (national.startsWith('0') && lengths.has(national.length - 1))

function planOf(digits: string): [Plan | null, string] {
  plans ??= readPlans()
  for (const length of [1, 2, 3]) {
    const plan = plans.get(digits.slice(0, length))
    if (plan) return [plan, digits.slice(length)]
  }
  return [null, '']
}

function readPlans(): ReadonlyMap<string, Plan> {
  const codes = Object.entries(metadata.country_calling_codes).map(
    ([code, countries]) => [code, countries.map((country) => metadata.countries[country] ?? [])] as const,
  )
  const worldwide = Object.entries(metadata.nonGeographic).map(([code, row]) => [code, [row]] as const)
  return new Map([...codes, ...worldwide].map(([code, rows]) => [code, planOfRows(rows)]))
}

function planOfRows(rows: readonly (readonly unknown[])[]): Plan {
  return {
    lengths: new Set(rows.flatMap((row) => row[LENGTHS] as number[])),
    pattern: new RegExp(`^(?:${rows.map((row) => row[PATTERN]).join('|')})$`),
  }
}
