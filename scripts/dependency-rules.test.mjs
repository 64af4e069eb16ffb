import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
let tree = ''

beforeEach(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'lethe-rules-')))
  for (const folder of ['node_modules/@lethe', 'packages', 'apps']) mkdirSync(join(tree, folder), { recursive: true })
  put('package.json', '{"name":"tree","workspaces":["packages/*","apps/*"],"type":"module"}')
})
afterEach(() => rmSync(tree, { recursive: true }))

function put(path, text) {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

/** A room whose door imports what is given. */
function room(path, lines = [], exports = { '.': './src/index.ts' }) {
  const name = `@lethe/${path.split('/')[1]}`
  put(`${path}/package.json`, JSON.stringify({ name, type: 'module', exports }))
  put(`${path}/src/index.ts`, [...lines, `export const here: string = '${path}'`].join('\n'))
  symlinkSync(join(tree, path), join(tree, 'node_modules', name))
}

/** Names of the rules that the tree breaks. */
function broken() {
  const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(ROOT, '.dependency-cruiser.cjs')
  const run = spawnSync(process.execPath, [cli, '--config', config, '--output-type', 'json', 'packages', 'apps'], {
    cwd: tree,
    encoding: 'utf8',
  })
  const { summary } = JSON.parse(run.stdout)
  return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort()
}

const STORE = { './events': './src/events/index.ts', './events/port': './src/events/port.ts', '.': './src/index.ts' }

describe('import rules', () => {
  it('pass the directions of the architecture', () => {
    room('packages/catalogue')
    room('packages/store', [], STORE)
    put(
      'packages/store/src/events/port.ts',
      "import type { here } from '@lethe/catalogue'\nexport type Port = typeof here\n",
    )
    room('packages/query', [
      "import { here as catalogue } from '@lethe/catalogue'",
      "import type { Port } from '@lethe/store/events/port'",
    ])
    room('apps/server', ["import { here as query } from '@lethe/query'"])
    expect(broken()).toEqual([])
  })

  it('fail on a wrong direction, also when only a type is imported', () => {
    room('packages/catalogue')
    room('packages/query', ["import type { here as other } from '@lethe/pipeline'"])
    room('packages/pipeline')
    expect(broken()).toEqual(['direction-packages-query'])
  })

  it('fail on a .tsx file of the dashboard that imports the query room', () => {
    room('packages/query')
    room('apps/dashboard', ["import { Panel } from './panel.tsx'"])
    put(
      'apps/dashboard/src/panel.tsx',
      "import { here } from '@lethe/query'\nexport const Panel = () => <p>{here}</p>\n",
    )
    expect(broken()).toEqual(['direction-apps-dashboard'])
  })

  it("fail when query imports the store's implementation instead of its port", () => {
    room('packages/store', [], STORE)
    put('packages/store/src/events/index.ts', 'export const open = 1\n')
    room('packages/query', ["import { open } from '@lethe/store/events'"])
    expect(broken()).toEqual(['direction-packages-query'])
  })

  it('fail on a way past the door', () => {
    room('packages/catalogue')
    put('packages/catalogue/src/inside.ts', 'export const inside = 1\n')
    room('packages/query', ["import { inside } from '../../catalogue/src/inside.ts'"])
    expect(broken()).toEqual(['only-through-the-door'])
  })

  it('fail on a cycle', () => {
    room('packages/http', ["import { a } from './a.ts'"])
    put('packages/http/src/a.ts', "import { b } from './b.ts'\nexport const a = () => b\n")
    put('packages/http/src/b.ts', "import { a } from './a.ts'\nexport const b = () => a\n")
    expect(broken()).toEqual(['no-cycles'])
  })

  it('fail on forgotten code and on an import that leads nowhere', () => {
    room('packages/http', ["import { gone } from './gone.ts'"])
    put('packages/http/src/forgotten.ts', 'export const forgotten = 1\n')
    expect(broken()).toEqual(['no-orphans', 'resolvable'])
  })

  it('keep the relay away from the events store', () => {
    room('packages/store', [], STORE)
    put('packages/store/src/events/port.ts', 'export type Port = string\n')
    room('apps/relay', ["import type { Port } from '@lethe/store/events/port'"])
    expect(broken()).toEqual(['direction-apps-relay'])
  })

  it('keep libraries and Node out of the catalogue, and testkit out of the product', () => {
    room('packages/testkit')
    room('packages/catalogue', ["import { readFileSync } from 'node:fs'"])
    room('packages/pipeline', ["import { here as kit } from '@lethe/testkit'"])
    expect(broken()).toEqual(['catalogue-imports-nothing', 'direction-packages-pipeline', 'testkit-is-for-tests'])
  })
})
