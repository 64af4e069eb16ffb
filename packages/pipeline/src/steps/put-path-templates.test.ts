import { randomBytes } from 'node:crypto'
import { batchBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { openPathTemplates } from '../path-templates.ts'
import { openPipelineMemory } from '../pipeline-memory.ts'
import { FIREFOX, setUpPipeline } from '../testing/run-pipeline.ts'

function setUp(ports: Parameters<typeof setUpPipeline>[0] = {}) {
  const memory = openPipelineMemory({ now: () => 0, randomBytes })
  const pathTemplates = openPathTemplates({ counts: memory.pathCounts, now: () => 0 })
  const site = { learn_paths: true, learn_paths_limit: 20 }
  const pipeline = setUpPipeline({ site, ports: { memory, pathTemplates, ...ports.ports } })
  const view = (path: string, id: string) =>
    batchBody({
      pages: [{ id: `page-${id}`, url: `https://shop.example${path}` }],
      items: [{ id, page: `page-${id}`, type: 'pageview', age_ms: 0 }],
    })
  const fill = async () => {
    for (let at = 0; at < 20; at++)
      await pipeline.collect(view(`/boards/b-${at}x`, `fill-${at}`), { ip: `198.51.100.${at}` })
  }
  return { ...pipeline, memory, view, fill }
}

it('stores the template as path and entry path, and tells the first view on a path by it', async () => {
  const { rows, collect, view, fill } = setUp()
  await fill()
  await collect(view('/boards/new-one', 'a'))
  await collect(view('/boards/new-two/edit', 'b'))
  await collect(view('/boards/new-three', 'c'))
  expect(rows.slice(20)).toMatchObject([
    { path: '/boards/*', entry_path: '/boards/*', is_first_on_path: 1 },
    { path: '/boards/*/edit', entry_path: '/boards/*', is_first_on_path: 1 },
    { path: '/boards/*', entry_path: '/boards/*', is_first_on_path: 0 },
  ])
})

it('learns nothing from what is refused: bots, copies, and what there is no room for', async () => {
  let isFull = false
  const { collect, view, memory } = setUp({ ports: { reserve: () => !isFull } })
  await collect(view('/boards/one', 'a'))
  const { size } = memory.pathCounts
  await collect(view('/boards/two', 'a'))
  await collect(view('/boards/three', 'b'), { user_agent: `${FIREFOX} HeadlessChrome Googlebot/2.1` })
  isFull = true
  await collect(view('/boards/four', 'c'))
  expect(memory.pathCounts.size).toBe(size)
  isFull = false
  await collect(view('/boards/four', 'c'))
  expect(memory.pathCounts.size).toBe(size + 1)
})

it('shows the template in a preview, which teaches nothing', async () => {
  const { preview, collect, rows, view, fill, memory } = setUp()
  await fill()
  const { size } = memory.pathCounts
  for (const id of ['a', 'b'])
    expect((await preview(view(`/boards/${id}`, id)))[0]?.row).toMatchObject({
      path: '/boards/*',
      entry_path: '/boards/*',
    })
  expect(memory.pathCounts.size).toBe(size)
  await collect(view('/boards/b-3x', 'known'))
  expect(rows.at(-1)).toMatchObject({ path: '/boards/b-3x' })
})
