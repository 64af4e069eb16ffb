import type { Annotation } from '@lethe/catalogue'
import { formatMoment } from '../format/time.ts'

/** Something the chart must say of a point of time. */
export interface ChartNote {
  /** Position of the point. */
  readonly at: number
  readonly when: string
  readonly text: string
  readonly description: string
}

/** Annotations at the points of a chart, oldest first; those before its first point have no place on it. */
export function chartNotes(
  annotations: readonly Annotation[],
  { stamps, timezone }: { readonly stamps: readonly string[]; readonly timezone: string },
): ChartNote[] {
  const starts = stamps.map((stamp) => Date.parse(stamp))
  return annotations
    .map(({ at, text, description }) => ({
      at: starts.findLastIndex((start) => start <= Date.parse(at)),
      when: formatMoment(at, timezone),
      text,
      description,
    }))
    .filter(({ at }) => at >= 0)
    .reverse()
}

/** The notes of one point in words, equal ones counted: `Process restarted, sessions were split (3 times)`. */
export function noteTexts(notes: readonly ChartNote[] | undefined, at: number): string[] {
  const counts = new Map<string, number>()
  for (const note of notes ?? []) if (note.at === at) counts.set(note.text, (counts.get(note.text) ?? 0) + 1)
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`))
}
