import { defineConfig } from 'vitest/config'

/** `*.browser.test.ts` and everything in `test/` start real servers and browsers, two at a time: with patience. */
const BROWSER = ['test/**/*.test.{ts,tsx}', '**/*.browser.test.{ts,tsx}']
const NEVER = ['**/node_modules/**', '**/dist/**', '**/.tmp/**', 'var/**']

// The embedded engine binds one data folder per process: every test file gets a process of its own.
const common = { environment: 'node', pool: 'forks', isolate: true } as const

export default defineConfig({
  test: {
    teardownTimeout: 10_000,
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'apps/**/*.test.{ts,tsx}',
            'scripts/**/*.test.{ts,mjs}',
            'prove/**/*.test.ts',
          ],
          exclude: [...NEVER, ...BROWSER],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'browser',
          include: BROWSER,
          exclude: NEVER,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
