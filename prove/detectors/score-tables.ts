import type { Claims, Report, Tally } from './score.ts'

const ratio = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`)
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

const tallied = (one: Tally) => [one.spans, ratio(one.found, one.spans), one.told, ratio(one.told_found, one.told)]
const claimed = (one: Claims) => [
  one.claims,
  ratio(one.right, one.claims),
  ratio(one.exact, one.claims),
  one.false_positives,
]

/** The report as markdown: by type, by position, false positives by type and position, harmless texts, encodings, forms. */
export function toMarkdown(report: Report): string {
  const recall = ['spans', 'recall', 'told', 'recall (told)']
  const types = Object.entries(report.by_type).filter(([, one]) => one.spans + one.claims > 0)
  const wrong = Object.entries(report.false_positives)
  const places = Object.keys(report.by_position).filter((place) => wrong.some(([, row]) => (row[place] ?? 0) > 0))
  return [
    table(
      ['type', ...recall, 'claims', 'precision', 'precision (exact)', 'false positives'],
      [...types, ['all', report.all] as const].map(([type, one]) => [type, ...tallied(one), ...claimed(one)]),
    ),
    `National ids with a check digit: ${tallied(report.national_ids_with_check_digit).join(' | ')}`,
    table(
      ['position', ...recall, 'words lost beside', 'harmless', 'altered'],
      [...Object.entries(report.by_position), ['all', report.all] as const].map(([position, one]) => [
        position,
        ...tallied(one),
        one.overscrubbed,
        one.harmless,
        `${one.altered} (${ratio(one.altered, one.harmless)})`,
      ]),
    ),
    table(
      ['false positives', ...places],
      wrong.map(([type, row]) => [type, ...places.map((at) => row[at] ?? 0)]),
    ),
    table(
      ['harmless', 'items', 'altered'],
      Object.entries(report.by_category).map(([category, one]) => [category, one.harmless, one.altered]),
    ),
    ...[['encoding', report.by_encoding] as const, ['form', report.by_form] as const].map(([name, rows]) =>
      table(
        [name, ...recall],
        Object.entries(rows).map(([row, one]) => [row, ...tallied(one)]),
      ),
    ),
  ].join('\n\n')
}
