import { expect, it } from 'vitest'
import { openAddressMemory } from './address-memory.ts'

it('recalls an address that cleaning left as it was', () => {
  const memory = openAddressMemory({ now: () => 0 })
  memory.offer('https://shop.example/a', { hostname: 'shop.example', path: '/a' })
  expect(memory.recall('https://shop.example/a')).toEqual({ hostname: 'shop.example', path: '/a' })
})

it.each([
  ['https://shop.example/a?email=ann@mail.example', '/a'],
  ['https://shop.example/user/ann@mail.example', '/user/[email]'],
  ['https://ann:secret@shop.example/a', '/a'],
  ['https://shop.example/a#ann', '/a'],
  ['http://shop.example/a', '/a'],
  // Allowed by one site, perhaps not by the next one.
  ['https://shop.example/a?size=1', '/a?size=1'],
  ['https://shop.example/a#top', '/a#top'],
])('forgets %s', (url, path) => {
  const memory = openAddressMemory({ now: () => 0 })
  memory.offer(url, { hostname: 'shop.example', path })
  expect(memory.recall(url)).toBeUndefined()
})
