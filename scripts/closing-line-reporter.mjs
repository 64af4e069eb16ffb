import { writeFileSync, writeSync } from 'node:fs'

/** The closing line: `N passed, N failed`, with `, N skipped` when there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Counts tests; a file that could not be loaded and an error outside of any test count as failed. */
export function countTests(testModules, unhandledErrors) {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
  for (const module of testModules) {
    counts.failed += module.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      // A test that was still pending when the run ended did not pass.
      counts[state === 'pending' ? 'failed' : state] += 1
    }
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
  }
  return counts
}

/** Prints the closing line when the process ends, after everything else; with LETHE_TEST_COUNTS the counts go to that file instead. */
export default class ClosingLineReporter {
  onTestRunEnd(testModules, unhandledErrors) {
    const counts = countTests(testModules, unhandledErrors)
    const file = process.env.LETHE_TEST_COUNTS
    if (file) writeFileSync(file, JSON.stringify(counts))
    else process.once('exit', () => writeSync(1, `${closingLine(counts)}\n`))
  }
}
