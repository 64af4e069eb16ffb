import { expect, test } from 'vitest'
import { axisSplits, type ChartModel, ceilingOf, describePoint, valueSplits } from './chart-model.ts'

const model: ChartModel = {
  name: 'LCP p75',
  labels: [{ short: '1 Mar', long: '1 March' }],
  values: [100],
  previous: [80],
  low: [90],
  high: [900],
  thresholds: { good: 50, poor: 99 },
  print: (value) => `${value} ms`,
  printTick: String,
}

test('axis labels keep their distance and start at the first point', () => {
  expect(axisSplits(30, 640)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
  expect(axisSplits(3, 640)).toEqual([0, 1, 2])
})

test.each([
  [0, [0, 1]],
  [9, [0, 2.5, 5, 7.5, 10]],
  [0.31, [0, 0.1, 0.2, 0.3, 0.4]],
  [4100, [0, 2000, 4000, 6000]],
])('ticks are round and cover %d', (max, ticks) => {
  expect(valueSplits(max)).toEqual(ticks)
})

test('a count has no ticks between whole numbers', () => {
  expect(valueSplits(1, true)).toEqual([0, 1])
  expect(valueSplits(2, true)).toEqual([0, 1, 2])
  expect(valueSplits(9, true)).toEqual([0, 3, 6, 9])
  expect(valueSplits(400, true)).toEqual([0, 100, 200, 300, 400])
})

test('a wide interval does not flatten the line, a threshold stays in sight', () => {
  expect(ceilingOf(model)).toBe(150)
  expect(ceilingOf({ ...model, high: [110], thresholds: { good: 2000, poor: 4000 } })).toBeCloseTo(2300)
})

test('a point is described with its comparison and interval', () => {
  expect(describePoint(model, 0)).toBe('1 March: 100 ms, before: 80 ms, 95% interval 90 ms to 900 ms')
  expect(describePoint(model, 5)).toBe('')
})
