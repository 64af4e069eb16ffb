import { batchBody, singleBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { outcomeWith, TAKEN } from '../testing/filter-site.ts'

const HIDDEN = 'filtered/prerender'
const said = (is_prerendering: boolean | string) => batchBody({ context: { is_prerendering } })

it.each([
  ['the page says so', { body: said(true) }, HIDDEN],
  ['the page says no', { body: said(false) }, TAKEN],
  ['the page says something else', { body: said('true') }, TAKEN],
  ['the browser says so of our script', { request: { is_prerendering: true } }, HIDDEN],
  ['the browser says so of another script', { body: singleBody(), request: { is_prerendering: true } }, HIDDEN],
])('%s: %s', async (_name, sent, expected) => {
  expect(await outcomeWith({ filter_prerender: true }, sent)).toBe(expected)
  expect(await outcomeWith({ filter_prerender: false }, sent)).toBe(TAKEN)
})
