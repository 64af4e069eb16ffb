import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChdbEvents } from './chdb.ts'
import { CONTRACT_MEMORY_BYTES } from './contract.ts'
import type { EventsStore } from './port.ts'

const folder = mkdtempSync(join(tmpdir(), 'lethe-parameters-'))
let store: EventsStore
beforeAll(async () => {
  store = await openChdbEvents({ path: join(folder, 'events'), memory_bytes: CONTRACT_MEMORY_BYTES })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('\\', "'", '"', '`', '\n', '\0', ';', ',', '[', ']', '{', '}', '%', 'N', 'x') }),
)

it('gives back any text unchanged, alone and in arrays', async () => {
  const sql = 'SELECT {one:String} AS one, {many:Array(String)} AS many'
  await fc.assert(
    fc.asyncProperty(text, fc.array(text, { maxLength: 4 }), async (one, many) => {
      expect(await store.query({ sql, params: { one, many } })).toEqual([{ one, many }])
    }),
    { numRuns: 300, seed: 1 },
  )
})

it('refuses what is no parameter', async () => {
  const asked = (params: Record<string, unknown>) => store.query({ sql: 'SELECT 1', params })
  await expect(asked({ 'x = 1, readonly': 0 })).rejects.toMatchObject({ code: 'internal' })
  await expect(asked({ x: { a: 1 } })).rejects.toMatchObject({ code: 'internal' })
})
