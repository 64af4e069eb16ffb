import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkBudgets } from './budgets.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lethe-budgets-'))
  put('packages/a/package.json', '{"exports":{".":"./src/index.ts"}}')
  put('packages/a/src/index.ts', "/** The door. */\nexport { one } from './one.ts'\n")
  put('packages/a/src/one.ts', '/** One. */\nexport const one: number = 1\n')
})
afterEach(() => rmSync(root, { recursive: true }))

function put(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

it('passes a small room, and leaves tests out', () => {
  put('packages/a/src/one.test.ts', `${'\n'.repeat(600)}export const late = 1\n`)
  expect(checkBudgets(root)).toMatchObject({ fileCount: 2, excesses: [], isOver: false })
})

it('finds a long file, a long function and too many parameters, with their lines', () => {
  put('packages/a/src/long.ts', `${'// x\n'.repeat(500)}export const x = 1\n`)
  put('packages/a/src/ö.ts', `// ö is two bytes\nexport function far() {\n${'  far()\n'.repeat(60)}}\n`)
  put('apps/b/src/many.tsx', 'export const Many = (a: 1, b: 2, c: 3, d: 4) => <p>{[a, b, c, d]}</p>\n')
  expect(checkBudgets(root).excesses).toEqual([
    'packages/a/src/long.ts: 501 lines',
    'packages/a/src/ö.ts:2: function of 62 lines',
    'apps/b/src/many.tsx:1: 4 positional parameters',
  ])
})

it('finds an export of the door that says nothing, also behind a re-export; types read off a value need no words', () => {
  put('packages/a/src/index.ts', "export * from './one.ts'\nexport const two = 2\nexport type Two = (typeof two)[]\n")
  put('packages/a/src/one.ts', 'export interface Silent {\n  a: 1\n}\n')
  const { excesses, isOver } = checkBudgets(root)
  expect(excesses).toEqual([
    'no doc comment: Silent (packages/a/src/one.ts)',
    'no doc comment: two (packages/a/src/index.ts)',
  ])
  expect(isOver).toBe(true)
})
