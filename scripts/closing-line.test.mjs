import { expect, it } from 'vitest'
import { closingLine, countTests } from './closing-line-reporter.mjs'

const moduleOf = (states, { errors = [], suiteErrors = [] } = {}) => ({
  errors: () => errors,
  children: {
    allTests: () => states.map((state) => ({ result: () => ({ state }) })),
    allSuites: () => [{ errors: () => suiteErrors }],
  },
})

it('names skipped tests only when there are any', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

it('counts what never ran as failed: a broken file, a broken hook, an error outside of tests, a test that was cut off', () => {
  const modules = [
    moduleOf(['passed', 'passed', 'failed', 'skipped', 'pending']),
    moduleOf([], { errors: [new Error('cannot be loaded')] }),
    moduleOf(['skipped'], { suiteErrors: [new Error('beforeAll')] }),
  ]
  expect(countTests(modules, [new Error('unhandled')])).toEqual({ passed: 2, failed: 5, skipped: 2 })
})
