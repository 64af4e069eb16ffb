import { expect, test } from 'vitest'
import { runFuzz } from './fuzz/fuzz.ts'

const REQUESTS = 20_000
const GROWTH_BYTES = 200 * 1024 ** 2

// `npm run bench -- fuzz` sends a million.
test('20,000 odd requests have one right answer each, and every item an outcome', { timeout: 300_000 }, async () => {
  const report = await runFuzz({ requests: REQUESTS, seed: 1 })
  expect(report.faults).toEqual([])
  expect(report.requests).toBeGreaterThanOrEqual(REQUESTS)
  expect(report.items).toBeGreaterThan(REQUESTS / 4)
  expect(report.outcomes).toBeGreaterThanOrEqual(report.items)
  expect(report.outcomes).toBeLessThanOrEqual(report.items + report.unanswered_items)
  expect(report.unanswered_items).toBeLessThan(report.items / 20)
  expect(report.log_lines).toBeLessThan(20)
  expect(report.rss_bytes[1] - report.rss_bytes[0]).toBeLessThan(GROWTH_BYTES)
})
