import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openUuidSource } from './uuid-source.ts'

it('makes ids of version 4, none twice, over many draws', () => {
  const newId = openUuidSource(randomBytes)
  const ids = new Array(2_000).fill('').map(newId)
  expect(new Set(ids).size).toBe(2_000)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

it('takes every id from bytes of its own', () => {
  let drawn = 0
  const newId = openUuidSource((length) => Uint8Array.from({ length }, () => drawn++ >> 4))
  expect(newId().slice(0, 8)).toBe('00000000')
  expect(newId().slice(0, 8)).toBe('01010101')
})
