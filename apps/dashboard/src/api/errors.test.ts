import { expect, test } from 'vitest'
import { ApiError, inWords, isCode, OfflineError, toProblem } from './errors.ts'

test('the server’s own words win over general advice', () => {
  const refused = new ApiError({
    code: 'invalid_request',
    title: 'The request is not valid',
    detail: 'bounce_rate knows no page.',
  })
  expect(inWords(refused)).toMatchObject({ title: 'This cannot be answered', text: 'bounce_rate knows no page.' })
  expect(isCode(refused, 'invalid_request')).toBe(true)
})

test('what lasts and what passes are told apart', () => {
  const words = (code: 'overloaded' | 'forbidden') => inWords(new ApiError({ code, title: '' })).is_passing
  expect([words('overloaded'), words('forbidden'), inWords(new OfflineError()).is_passing]).toEqual([true, false, true])
})

test('a fault names its request', () => {
  expect(inWords(new ApiError({ code: 'internal', title: 'A fault', request_id: 'r-7' })).text).toContain(
    'Request r-7.',
  )
})

test('an answer that is no problem document becomes one', () => {
  expect(toProblem(401, 'nope').code).toBe('unauthenticated')
  expect(toProblem(502, undefined).code).toBe('upstream_unavailable')
  expect(toProblem(418, { code: 'teapot' }).code).toBe('internal')
})
