import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { scrubText } from './scrub-text.ts'

it.each([
  ['/users/ann.b+x@mail.example/orders', '/users/[email]/orders'],
  ['/u/ann%40mail.example', '/u/[email]'],
  ['login of ann@mail.example failed', 'login of [email] failed'],
  ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', 'Bearer [token]'],
  ['/reset/9f86d081884c7d659a2feaa0c55ad015', '/reset/[token]'],
  ['peer 203.0.113.9 refused', 'peer [ip] refused'],
  ['card 4111 1111 1111 1111', 'card [number]'],
  ['call +49 30 901820 00', 'call [number]'],
])('scrubs %s', (text, expected) => {
  expect(scrubText(text)).toBe(expected)
})

it.each(['/blog/2026-11-23/news', '/v1.2.3/api', 'Cannot read @ x', '/item/12345678', '/deadbeef', 'a@b', 'port 8787'])(
  'leaves %s alone',
  (text) => {
    expect(scrubText(text)).toBe(text)
  },
)

it('changes nothing when run on its own answer', () => {
  fc.assert(fc.property(fc.string(), (text) => scrubText(scrubText(text)) === scrubText(text)))
})
