import { expect, test } from 'vitest'
import { groupScrubs, scrubSummary } from './scrub-sums.ts'

const groups = groupScrubs([
  { type: 'ip', position: 'path', count: 5 },
  { type: 'email', position: 'referrer', count: 1_120 },
  { type: 'email', position: 'path', count: 3_000 },
  { type: 'card', position: 'path', count: 0 },
])

test('kinds and their places come most frequent first, nothing that was not found', () => {
  expect(groups).toEqual([
    {
      type: 'email',
      count: 4_120,
      places: [
        { position: 'path', count: 3_000 },
        { position: 'referrer', count: 1_120 },
      ],
    },
    { type: 'ip', count: 5, places: [{ position: 'path', count: 5 }] },
  ])
})

test('the summary counts everything and names the most frequent', () => {
  expect(scrubSummary(groups)).toBe(
    '4,125 times something personal was taken out before it was stored; most often email addresses (path of the page).',
  )
  expect(scrubSummary(groupScrubs([{ type: 'ip', position: 'path', count: 1 }]))).toMatch(/^Once /)
  expect(scrubSummary([])).toBe('')
})
