import { ENCODINGS, type LabelledItem, PERSONAL_TYPES, POSITIONS } from './item.ts'

export interface Summary {
  readonly items: number
  readonly personal: number
  readonly harmless: number
  readonly by_type: Readonly<Record<string, number>>
  readonly by_position: Readonly<Record<string, number>>
  readonly by_encoding: Readonly<Record<string, number>>
}

const countBy = (names: readonly string[], all: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, all.filter((one) => one === name).length]))

/** How many items of each type (labelled spans), position and encoding there are. */
export function summary(items: readonly LabelledItem[]): Summary {
  const personal = items.filter(({ is_benign }) => !is_benign)
  return {
    items: items.length,
    personal: personal.length,
    harmless: items.length - personal.length,
    by_type: countBy(
      PERSONAL_TYPES,
      personal.flatMap(({ types }) => types),
    ),
    by_position: countBy(
      POSITIONS,
      items.map(({ position }) => position),
    ),
    by_encoding: countBy(
      ENCODINGS,
      items.map(({ encoding }) => encoding),
    ),
  }
}

/** Types by positions, as a markdown table. */
export function summaryTable(items: readonly LabelledItem[]): string {
  const rows = [...PERSONAL_TYPES, 'harmless'].map((type) => {
    const of = items.filter(({ types, is_benign }) => (is_benign ? type === 'harmless' : types.includes(type as never)))
    return [type, of.length, ...POSITIONS.map((at) => of.filter(({ position }) => position === at).length)]
  })
  const head = ['type', 'all', ...POSITIONS]
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
