import { ANNOTATIONS, type Annotation } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { chartNotes, noteTexts } from './chart-notes.ts'

const split = (at: string): Annotation => ({ at, kind: 'sessions_split', ...ANNOTATIONS.sessions_split })
// Days of Berlin, over the change of clocks.
const stamps = ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z']
const place = (...at: string[]) => chartNotes(at.map(split), { stamps, timezone: 'Europe/Berlin' })

test('a note stands at the point in which it happened, in the time zone of the chart', () => {
  expect(place('2026-03-29T22:00:00Z', '2026-03-29T21:59:00Z', '2026-03-27T23:00:00Z')).toMatchObject([
    { at: 0, when: '28 Mar, 00:00' },
    { at: 1, when: '29 Mar, 23:59' },
    { at: 2, when: '30 Mar, 00:00', text: 'Process restarted, sessions were split' },
  ])
})

test('what happened before the first point is left out', () => {
  expect(place('2026-03-27T22:59:00Z')).toEqual([])
})

test('equal notes of a point are told once, with their number', () => {
  const notes = place('2026-03-29T23:00:00Z', '2026-03-29T22:00:00Z', '2026-03-28T10:00:00Z')
  expect(noteTexts(notes, 2)).toEqual(['Process restarted, sessions were split (2 times)'])
  expect(noteTexts(notes, 0)).toEqual(['Process restarted, sessions were split'])
  expect([noteTexts(notes, 1), noteTexts(undefined, 0)]).toEqual([[], []])
})
