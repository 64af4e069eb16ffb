import { expect, it } from 'vitest'
import { outcomeWith, TAKEN } from '../testing/filter-site.ts'

const BLOCKED = 'filtered/network_blocked'
const OUTSIDE = 'filtered/network_not_allowed'

it.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '100.0.0.1', false],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.1.2.3/8', '10.200.0.1', true],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.70', false],
  ['203.0.113.0/25', '203.0.113.127', true],
  ['203.0.113.0/25', '203.0.113.128', false],
  ['0.0.0.0/0', '198.51.100.1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:DB8:0:0::1', '2001:db8::1', true],
  ['::/0', '2001:db8::1', true],
  // IPv4-mapped spellings are the IPv4 address, on both sides.
  ['10.0.0.0/8', '::ffff:10.0.0.1', true],
  ['10.0.0.0/8', '::ffff:a00:1', true],
  ['10.0.0.0/8', '::ffff:100.0.0.1', false],
  ['::ffff:10.0.0.0/104', '10.9.9.9', true],
  ['::ffff:10.0.0.1', '10.0.0.1', true],
  ['::ffff:10.0.0.0/104', '11.0.0.1', false],
])('%s means %s: %s', async (entry, ip, isIn) => {
  expect(await outcomeWith({ blocked_networks: ['192.0.2.1', entry] }, { request: { ip } })).toBe(
    isIn ? BLOCKED : TAKEN,
  )
  expect(await outcomeWith({ allowed_networks: ['192.0.2.1', entry] }, { request: { ip } })).toBe(
    isIn ? TAKEN : OUTSIDE,
  )
})

it('lets a blocked network go before an allowed one', async () => {
  const filters = { allowed_networks: ['10.0.0.0/8'], blocked_networks: ['10.1.0.0/16'] }
  expect(await outcomeWith(filters, { request: { ip: '10.1.0.1' } })).toBe(BLOCKED)
  expect(await outcomeWith(filters, { request: { ip: '10.2.0.1' } })).toBe(TAKEN)
  expect(await outcomeWith(filters, { request: { ip: '11.2.0.1' } })).toBe(OUTSIDE)
})

it('takes an unknown address for one outside', async () => {
  expect(await outcomeWith({ blocked_networks: ['0.0.0.0/0'] }, { request: { ip: '' } })).toBe(TAKEN)
  expect(await outcomeWith({ allowed_networks: ['0.0.0.0/0'] }, { request: { ip: '' } })).toBe(OUTSIDE)
})
