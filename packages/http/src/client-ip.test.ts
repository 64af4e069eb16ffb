import { describe, expect, it } from 'vitest'
import { canonicalIp, openClientIp } from './client-ip.ts'

const request = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) => ({
  socket: { remoteAddress, encrypted },
  headers,
})

describe('canonicalIp', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:DB8:0:0::1]', '2001:db8::1'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8::443', '2001:db8::443'],
    ['unknown', ''],
    ['_hidden', ''],
    ['', ''],
    ['999.1.1.1', ''],
    ['192.0.2.7, 192.0.2.8', ''],
  ])('%s is %s', (written, expected) => {
    expect(canonicalIp(written)).toBe(expected)
  })
})

describe('openClientIp', () => {
  const loopback = openClientIp({ host: '127.0.0.1', trusted_proxies: 'auto' })
  const open = openClientIp({ host: '0.0.0.0', trusted_proxies: 'auto' })
  const behind = openClientIp({ host: '0.0.0.0', trusted_proxies: ['10.0.0.0/8', '2001:db8:ffff::/48', '192.0.2.1'] })

  it.each([
    ['no header: the socket', loopback, request('127.0.0.1'), '127.0.0.1'],
    ['loopback proxy on loopback', loopback, request('::1', { 'x-forwarded-for': '198.51.100.4' }), '198.51.100.4'],
    [
      'mapped loopback proxy',
      loopback,
      request('::ffff:127.0.0.1', { 'x-forwarded-for': '198.51.100.4' }),
      '198.51.100.4',
    ],
    ['nobody is trusted on 0.0.0.0', open, request('127.0.0.1', { 'x-forwarded-for': '198.51.100.4' }), '127.0.0.1'],
    ['stranger who forges', behind, request('198.51.100.9', { 'x-forwarded-for': '203.0.113.1' }), '198.51.100.9'],
    ['one hop', behind, request('10.1.1.1', { 'x-forwarded-for': '203.0.113.1' }), '203.0.113.1'],
    [
      'forged left part is ignored',
      behind,
      request('10.1.1.1', { 'x-forwarded-for': '1.1.1.1, 203.0.113.1' }),
      '203.0.113.1',
    ],
    [
      'walks past trusted hops',
      behind,
      request('10.1.1.1', { 'x-forwarded-for': '203.0.113.1, 192.0.2.1, 10.9.9.9' }),
      '203.0.113.1',
    ],
    [
      'only trusted hops: the leftmost',
      behind,
      request('10.1.1.1', { 'x-forwarded-for': '10.2.2.2, 10.3.3.3' }),
      '10.2.2.2',
    ],
    ['port and brackets', behind, request('10.1.1.1', { 'x-forwarded-for': '[2001:db8::9]:8080' }), '2001:db8::9'],
    ['trusted IPv6 hop', behind, request('2001:db8:ffff::1', { 'x-forwarded-for': '203.0.113.1' }), '203.0.113.1'],
    [
      'Forwarded',
      behind,
      request('10.1.1.1', { forwarded: 'for=1.1.1.1, For="[2001:db8::9]:1";proto=https' }),
      '2001:db8::9',
    ],
    [
      'Forwarded beats X-Forwarded-For',
      behind,
      request('10.1.1.1', { forwarded: 'for=203.0.113.1', 'x-forwarded-for': '1.1.1.1' }),
      '203.0.113.1',
    ],
    ['an unreadable hop ends the walk', behind, request('10.1.1.1', { 'x-forwarded-for': '203.0.113.1, unknown' }), ''],
  ])('%s', (_name, clientIp, sent, expected) => {
    expect(clientIp.address(sent)).toBe(expected)
  })

  it('believes X-Forwarded-Proto of trusted peers only', () => {
    expect(behind.isHttps(request('10.1.1.1', { 'x-forwarded-proto': 'https' }))).toBe(true)
    expect(behind.isHttps(request('10.1.1.1', { 'x-forwarded-proto': 'https, http' }))).toBe(false)
    expect(behind.isHttps(request('10.1.1.1', { forwarded: 'for=203.0.113.1;proto=https' }))).toBe(true)
    expect(behind.isHttps(request('198.51.100.9', { 'x-forwarded-proto': 'https' }))).toBe(false)
    expect(behind.isHttps(request('198.51.100.9', {}, true))).toBe(true)
  })

  it('notices a private proxy that is not trusted', () => {
    const headers = { 'x-forwarded-for': '203.0.113.1' }
    expect(open.isUntrustedForwarder(request('172.17.0.1', headers))).toBe(true)
    expect(open.isUntrustedForwarder(request('172.17.0.1'))).toBe(false)
    expect(open.isUntrustedForwarder(request('198.51.100.9', headers))).toBe(false)
    expect(behind.isUntrustedForwarder(request('10.1.1.1', headers))).toBe(false)
  })
})
