import { AppError } from '@lethe/catalogue'
import { expect, it } from 'vitest'
import { isTransient, storeError } from './store-error.ts'

/** As the client throws it, from either copy of its package. */
const engineError = (code: string, message = 'engine text') => Object.assign(new Error(message), { code, type: 'X' })

it.each([
  ['241', 'read', 'query_too_costly'],
  ['159', 'read', 'query_too_costly'],
  ['241', 'write', 'overloaded'],
  ['252', 'write', 'overloaded'],
  ['202', 'read', 'overloaded'],
  ['243', 'write', 'store_unavailable'],
  ['516', 'read', 'store_unavailable'],
  ['117', 'write', 'internal'],
  ['62', 'read', 'internal'],
] as const)('turns engine code %s of a %s into %s', (code, work, expected) => {
  const cause = engineError(code)
  const error = storeError(cause, work)
  expect(error).toMatchObject({ code: expected, cause })
  expect(error.message).not.toContain('engine text')
})

it('tells a query that is too big from an engine that is full', () => {
  const full = engineError('241', '(total) memory limit exceeded')
  expect(storeError(full, 'read').code).toBe('overloaded')
})

it('takes a failure that names no engine code for a store that is away, and leaves our own errors as they are', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(storeError(refused, 'write').code).toBe('store_unavailable')
  const own = new AppError('timeout', 'late')
  expect(storeError(own, 'read')).toBe(own)
})

it('retries only what may succeed later', () => {
  expect(
    ['overloaded', 'store_unavailable', 'timeout'].map((code) => isTransient(new AppError(code as 'timeout', ''))),
  ).toEqual([true, true, true])
  expect(isTransient(new AppError('internal', ''))).toBe(false)
  expect(isTransient(new Error('store_unavailable'))).toBe(false)
})
