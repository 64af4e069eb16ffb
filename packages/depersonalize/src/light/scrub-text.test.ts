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
  ['peer 2001:db8:1:2:3:4:5:6a refused', 'peer [ip] refused'],
  ['0x52908400098527886E0F7030069857D2E4169EE7', '[token]'],
  ['GET https://ann:secret@api.example/v1 failed', 'GET https://api.example/v1 failed'],
  ['GET ftp://ann:pa:ss@files.example', 'GET ftp://files.example'],
  ['/call/030%2090182000', '/call/[number]'],
  ['?q=4111+1111+1111+1111&v=1+2', '?q=[number]&v=1+2'],
  ['/hosts/2001%3Adb8%3A1%3A2%3A3%3A4%3A5%3A6a', '/hosts/[ip]'],
  ['card 4111 1111 1111 1111', 'card [number]'],
  ['call +49 30 901820 00', 'call [number]'],
])('scrubs %s', (text, expected) => {
  expect(scrubText(text)).toBe(expected)
})

it.each([
  '/blog/2026-11-23/news',
  '/v1.2.3/api',
  'Cannot read @ x',
  '/item/12345678',
  '/deadbeef',
  'http://localhost:8787/a@b',
  '12:30:45:10',
  'a@b',
  'port 8787',
])('leaves %s alone', (text) => {
  expect(scrubText(text)).toBe(text)
})

it('changes nothing when run on its own answer', () => {
  fc.assert(fc.property(fc.string(), (text) => scrubText(scrubText(text)) === scrubText(text)))
})
