import { singleBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { outcomeWith, TAKEN, viewOf } from '../testing/filter-site.ts'

const FOREIGN = 'filtered/origin_not_allowed'

it.each([
  // entry, address of the page, outcome
  ['example.com', 'https://example.com/a', TAKEN],
  ['example.com', 'https://EXAMPLE.com./a', TAKEN],
  ['EXAMPLE.com', 'https://example.com/a', TAKEN],
  ['example.com', 'https://www.example.com/', FOREIGN],
  ['example.com', 'https://example.com.evil.test/', FOREIGN],
  ['example.com', 'https://evil.test/?u=example.com', FOREIGN],
  ['example.com', 'https://example.com@evil.test/', FOREIGN],
  ['*.example.com', 'https://www.example.com/', TAKEN],
  ['*.example.com', 'https://a.b.example.com/', TAKEN],
  ['*.example.com', 'https://example.com/', FOREIGN],
  ['*.example.com', 'https://notexample.com/', FOREIGN],
  ['*.example.com', 'https://.example.com/', FOREIGN],
  ['bücher.example', 'https://xn--bcher-kva.example/', TAKEN],
  ['xn--bcher-kva.example', 'https://bücher.example/', TAKEN],
  ['*.bücher.example', 'https://neu.bücher.example/', TAKEN],
  ['bücher.example', 'https://bucher.example/', FOREIGN],
  ['[2001:db8::1]', 'http://[2001:DB8:0::1]/', TAKEN],
  ['10.0.0.1', 'http://10.0.0.1:8080/', TAKEN],
  ['10.0.0.1', 'http://10.0.0.10/', FOREIGN],
  // The script sends addresses of pages without their port, and always as https.
  ['http://example.com:8080', 'https://example.com/', TAKEN],
])('%s and a page at %s: %s', async (entry, url, expected) => {
  expect(await outcomeWith({ origin_allowlist: ['other.test', entry] }, { body: viewOf(url) })).toBe(expected)
})

it.each([
  // entry, Origin header, outcome
  ['example.com', 'https://example.com', TAKEN],
  ['example.com', 'http://example.com:3000', TAKEN],
  ['example.com:3000', 'http://example.com:3000', TAKEN],
  ['example.com:3000', 'http://example.com:30000', FOREIGN],
  ['example.com:3000', 'http://example.com', FOREIGN],
  ['example.com:443', 'https://example.com', TAKEN],
  ['example.com:443', 'http://example.com', FOREIGN],
  ['https://example.com', 'https://example.com', TAKEN],
  ['https://example.com/', 'https://example.com', TAKEN],
  ['https://example.com', 'http://example.com', FOREIGN],
  ['https://example.com', 'https://example.com:8443', FOREIGN],
  ['https://example.com:8443', 'https://example.com:8443', TAKEN],
  ['example.com', 'https://evil.test', FOREIGN],
  ['example.com', 'null', FOREIGN],
  ['example.com', '', FOREIGN],
])('%s and the header %s: %s', async (entry, origin, expected) => {
  const sent = { body: viewOf('https://example.com/'), request: { origin } }
  expect(await outcomeWith({ origin_allowlist: [entry] }, sent)).toBe(expected)
})

it('looks at the page even where the header is allowed, and takes everything without a list', async () => {
  const sent = { body: viewOf('https://evil.test/'), request: { origin: 'https://example.com' } }
  expect(await outcomeWith({ origin_allowlist: ['example.com'] }, sent)).toBe(FOREIGN)
  expect(await outcomeWith({}, sent)).toBe(TAKEN)
})

it('looks at the single form alike, and leaves what is no page to be malformed', async () => {
  const filters = { origin_allowlist: ['example.com'] }
  expect(await outcomeWith(filters, { body: singleBody({ url: 'http://example.com:3000/' }) })).toBe(TAKEN)
  expect(await outcomeWith(filters, { body: singleBody({ url: 'https://evil.test/' }) })).toBe(FOREIGN)
  expect(await outcomeWith(filters, { body: viewOf('about:blank') })).toBe('invalid/malformed')
})
