import { expect, it } from 'vitest'
import { openAddressMemory } from './address-memory.ts'

it('recalls an address that cleaning left as it was', () => {
  const memory = openAddressMemory()
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
  const memory = openAddressMemory()
  memory.offer(url, { hostname: 'shop.example', path })
  expect(memory.recall(url)).toBeUndefined()
})

it('is emptied when it is full', () => {
  const memory = openAddressMemory(2)
  for (const path of ['/1', '/2', '/3']) memory.offer(`https://s.example${path}`, { hostname: 's.example', path })
  expect(['/1', '/2', '/3'].map((path) => memory.recall(`https://s.example${path}`)?.path)).toEqual([
    undefined,
    undefined,
    '/3',
  ])
})
