import type { Site, TrialAnswer } from '@lethe/catalogue'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
  site = await makeSite(test, cookie, { query_params: ['page'] })
})
afterAll(() => test.close())

const attempt = (body: unknown, key = site.key) =>
  test.ask<TrialAnswer>(`POST /api/sites/${key}/depersonalize`, { body, cookie })
const CANARY = 'canary.trial@mail.example'

it('shows what would be stored, by the rules of the site', async () => {
  const { status, json } = await attempt({ position: 'path', text: `https://shop.example/u/${CANARY}?page=2&q=1` })
  expect(status).toBe(200)
  expect(json).toEqual({
    output: 'shop.example/u/[email]?page=2',
    utm: {},
    templates: [],
    cuts: ['query'],
    scrubs: [{ type: 'email', position: 'path', reason: 'plain' }],
  })
})

it('is for accounts, and for sites that there are', async () => {
  const body = { position: 'path', text: '/' }
  expect((await test.ask(`POST /api/sites/${site.key}/depersonalize`, { body })).status).toBe(401)
  expect((await attempt(body, 'nobody')).status).toBe(404)
})

it.each([
  [{ position: 'hostname', text: CANARY }, 'position'],
  [{ position: 'path', text: CANARY.repeat(400) }, 'text'],
  [{ position: 'path', key: CANARY.repeat(4), text: '' }, 'key'],
])('refuses what it cannot try and says where, not what', async (body, path) => {
  const { status, text } = await attempt(body)
  expect(status).toBe(400)
  expect(JSON.parse(text).details[0].path).toBe(path)
  expect(text).not.toContain(CANARY)
})

it('counts nothing and logs nothing of the text', async () => {
  await attempt({ position: 'error_message', text: `User ${CANARY} not found` })
  const counted = await test.ask<{ data: unknown[] }>(`GET /api/sites/${site.key}/scrubs`, { cookie })
  expect(counted.json.data).toEqual([])
  expect(test.log()).not.toBe('')
  expect(test.log()).not.toContain(CANARY)
})

it('is in the OpenAPI document', async () => {
  const { json } = await test.ask<{ paths: Record<string, unknown> }>('GET /api/openapi.json', { cookie })
  expect(json.paths['/api/sites/{key}/depersonalize']).toHaveProperty('post.requestBody')
})
