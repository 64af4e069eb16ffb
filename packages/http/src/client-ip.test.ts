import { describe, expect, it } from 'vitest'
import { openClientIp, type PeerRequest } from './client-ip.ts'

const PROXY = '10.1.1.1'
const STRANGER = '198.51.100.9'
const VISITOR = '203.0.113.1'
/** What a visitor would like to be taken for. */
const FORGED = '192.0.2.66'

const request = (remoteAddress: string, headers: PeerRequest['headers'] = {}, encrypted = false) => ({
  socket: { remoteAddress, encrypted },
  headers,
})
const networks = ['10.0.0.0/8', '2001:db8:ffff::/48', '192.0.2.1']
const open = (forwarded_header: 'x-forwarded-for' | 'forwarded', trusted_proxies: 'auto' | string[] = networks) =>
  openClientIp({ host: '0.0.0.0', trusted_proxies, forwarded_header })
const behind = open('x-forwarded-for')
const standard = open('forwarded')
const loopback = openClientIp({ host: '127.0.0.1', trusted_proxies: 'auto', forwarded_header: 'x-forwarded-for' })
const nobody = open('x-forwarded-for', 'auto')

const SPOOFS: readonly (readonly [string, PeerRequest['headers']])[] = [
  ['X-Forwarded-For', { 'x-forwarded-for': FORGED }],
  ['a chain that ends in a trusted proxy', { 'x-forwarded-for': `${FORGED}, ${PROXY}` }],
  ['Forwarded', { forwarded: `for=${FORGED}` }],
  ['Forwarded with a port and a proto', { forwarded: `for="[::ffff:${FORGED}]:80";proto=https` }],
  ['X-Real-IP', { 'x-real-ip': FORGED }],
  ['all at once', { 'x-forwarded-for': FORGED, forwarded: `for=${FORGED}`, 'x-real-ip': FORGED }],
  [
    'headers of content networks',
    {
      'cf-connecting-ip': FORGED,
      'true-client-ip': FORGED,
      'x-client-ip': FORGED,
      'x-cluster-client-ip': FORGED,
      'fastly-client-ip': FORGED,
      'x-original-forwarded-for': FORGED,
      via: `1.1 ${FORGED}`,
    },
  ],
]

describe('a peer that is not trusted', () => {
  it.each(SPOOFS)('changes nothing with %s', (_name, headers) => {
    for (const clientIp of [behind, standard, nobody]) {
      for (const peer of [STRANGER, '2001:db8::9', '127.0.0.1', '172.17.0.1']) {
        expect(clientIp.address(request(peer, headers))).toBe(peer)
        expect(clientIp.isHttps(request(peer, headers))).toBe(false)
      }
      expect(clientIp.address(request(`::ffff:${STRANGER}`, headers))).toBe(STRANGER)
    }
  })

  it('is a peer without an address too', () => {
    expect(behind.address({ socket: {}, headers: { 'x-forwarded-for': FORGED } })).toBe('')
  })

  it.each([
    ['10.1.1.1', true],
    ['::ffff:10.1.1.1', true],
    ['11.1.1.1', false],
    ['192.0.2.1', true],
    ['192.0.2.2', false],
    ['2001:db8:ffff:1::1', true],
    ['2001:db8:fffe::1', false],
  ])('%s: %s', (peer, isTrusted) => {
    expect(behind.address(request(peer, { 'x-forwarded-for': VISITOR })) === VISITOR).toBe(isTrusted)
  })

  it.each([
    ['::ffff:10.0.0.0/104', true],
    ['::ffff:10.1.1.1', true],
    ['::ffff:11.0.0.0/104', false],
    ['0.0.0.0/0', true],
    ['::/0', true],
    ['2001:db8::/32', false],
  ])('IPv4 is found in %s: %s', (network, isTrusted) => {
    const clientIp = open('x-forwarded-for', [network])
    expect(clientIp.address(request(PROXY, { 'x-forwarded-for': VISITOR })) === VISITOR).toBe(isTrusted)
  })
})

describe('auto', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('trusts %s when listening on loopback', (peer) => {
    expect(loopback.address(request(peer, { 'x-forwarded-for': VISITOR }))).toBe(VISITOR)
    expect(nobody.address(request(peer, { 'x-forwarded-for': VISITOR }))).not.toBe(VISITOR)
  })
  it('takes the socket without a header', () => {
    expect(loopback.address(request('127.0.0.1'))).toBe('127.0.0.1')
  })
})

describe('X-Forwarded-For of a trusted proxy', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => `192.0.2.${at + 100}`).join(', ')
  it.each([
    ['one hop', VISITOR, VISITOR],
    ['what the visitor sent stands left of it', `${FORGED}, ${VISITOR}`, VISITOR],
    ['nginx appends to a forged header', `${FORGED}, ${FORGED}, ${VISITOR}`, VISITOR],
    ['trusted hops are walked past', `${FORGED}, ${VISITOR}, 192.0.2.1, 10.9.9.9`, VISITOR],
    ['trusted hops in IPv6 spelling too', `${VISITOR}, ::ffff:10.9.9.9, [2001:db8:ffff::7]:80`, VISITOR],
    ['a forged hop of a trusted network ends nothing', `${FORGED}, 10.6.6.6, ${VISITOR}`, VISITOR],
    ['only trusted hops: the leftmost', '10.2.2.2, 10.3.3.3', '10.2.2.2'],
    ['100 hops', `${hundred}, ${VISITOR}`, VISITOR],
    ['a port', `${FORGED}, ${VISITOR}:4711`, VISITOR],
    ['IPv6', '2001:DB8:0:0::9', '2001:db8::9'],
    ['IPv6 with brackets and port', '[2001:db8::9]:8080', '2001:db8::9'],
    ['IPv6 with a zone', 'fe80::9%eth0', 'fe80::9'],
    ['IPv4 in IPv6', `::ffff:${VISITOR}`, VISITOR],
    ['quotes', `"${VISITOR}"`, VISITOR],
    ['spaces and tabs', `${FORGED}\t,\t ${VISITOR} \t`, VISITOR],
    ['no space', `${FORGED},${VISITOR}`, VISITOR],
    ['empty elements', `, ,${FORGED},, ${VISITOR}, ,`, VISITOR],
    ['nothing in it', ' , ,, ', PROXY],
    ['obfuscated', `${FORGED}, _hidden`, ''],
    ['unknown', `${FORGED}, unknown`, ''],
    ['a host name', `${FORGED}, proxy.example`, ''],
    ['a Unix socket, as nginx writes it', `${FORGED}, unix:`, ''],
    ['octal', `${FORGED}, 0313.0.0161.01`, ''],
    ['hexadecimal', `${FORGED}, 0xcb007101`, ''],
    ['decimal', `${FORGED}, 3405803777`, ''],
    ['a trailing dot', `${FORGED}, ${VISITOR}.`, ''],
    ['an unreadable hop behind a trusted one', `${FORGED}, unknown, 10.9.9.9`, ''],
    ['a quoted comma is none', `${FORGED}, "${VISITOR}, 10.9.9.9"`, ''],
  ])('%s', (_name, header, expected) => {
    expect(behind.address(request(PROXY, { 'x-forwarded-for': header }))).toBe(expected)
  })

  it('counts over repeated lines in their order', () => {
    const sent = request(PROXY, { 'x-forwarded-for': [FORGED, `${FORGED}, ${VISITOR}`, '10.9.9.9'] })
    expect(behind.address(sent)).toBe(VISITOR)
  })

  it.each([
    ['Forwarded', { forwarded: `for=${FORGED};proto=https` }],
    ['X-Real-IP', { 'x-real-ip': FORGED }],
  ])('beats %s, which the proxy passes on as the visitor sent it', (_name, passedOn) => {
    const sent = request(PROXY, { ...passedOn, 'x-forwarded-for': VISITOR, 'x-forwarded-proto': 'http' })
    expect(behind.address(sent)).toBe(VISITOR)
    expect(behind.isHttps(sent)).toBe(false)
    expect(behind.address(request(PROXY, passedOn)), 'even when the proxy writes none').toBe(PROXY)
  })
})

describe('Forwarded of a trusted proxy, when it is the one that counts', () => {
  it.each([
    ['one hop', `for=${VISITOR}`, VISITOR],
    ['what the visitor sent stands left of it', `for=${FORGED}, for=${VISITOR}`, VISITOR],
    ['any case', `for=${FORGED},FOR=${VISITOR};Proto=HTTPS`, VISITOR],
    ['other parameters around', `proto=http;by=10.1.1.1 ; for=${VISITOR};host=shop.example`, VISITOR],
    ['quotes, brackets and port', 'for="[2001:DB8::9]:4711"', '2001:db8::9'],
    ['a bare port, against the RFC', `for=${VISITOR}:4711`, VISITOR],
    ['bare IPv6, against the RFC', 'for=[2001:db8::9]:80;proto=https', '2001:db8::9'],
    ['escapes in quotes', 'for="\\2\\03.0.113.1"', VISITOR],
    ['trusted hops are walked past', `for=${FORGED}, for=${VISITOR}, for="[2001:db8:ffff::1]"`, VISITOR],
    ['empty elements and pairs', `,; ,for=${VISITOR};;, ,`, VISITOR],
    ['tabs', `for=${FORGED}\t,\tfor=${VISITOR}\t;\tproto=https`, VISITOR],
    ['obfuscated', `for=${FORGED}, for=_hidden`, ''],
    ['unknown', `for=${FORGED}, for="unknown"`, ''],
    ['a hop that does not say for whom', `for=${FORGED}, proto=https`, ''],
    ['two answers in one hop', `for=${FORGED};for=${VISITOR}`, ''],
    ['a name in quotes that holds a comma', `for=${VISITOR};host="x,for=${FORGED}"`, VISITOR],
    ['a name in quotes that holds an escaped quote', `for=${VISITOR};host="x\\",for=${FORGED};y=\\""`, VISITOR],
    ['a quote that the visitor left open', `for=${FORGED};x=", for=${VISITOR}`, ''],
    ['an open quote that the proxy closes', `for=${FORGED};x=", for="[2001:db8::9]"`, ''],
    ['an open quote with an escape', `for=${FORGED};x="\\, for="${VISITOR}"`, ''],
    ['a quote in the middle', `for=${FORGED}"${VISITOR}"`, ''],
    ['text after a quoted value', `for="${FORGED}"x, for=${VISITOR}`, ''],
    ['no name', `=${FORGED}, for=${VISITOR}`, ''],
    ['a space before the value', `for= ${VISITOR}`, ''],
    ['no pairs at all', VISITOR, ''],
    ['octal', 'for=0313.0.0161.01', ''],
    ['IPv4 in IPv6', `for="[::ffff:${VISITOR}]"`, VISITOR],
    ['nothing in it', ' ,; ', PROXY],
  ])('%s', (_name, forwarded, expected) => {
    expect(standard.address(request(PROXY, { forwarded }))).toBe(expected)
  })

  it('beats X-Forwarded-For and X-Forwarded-Proto, which the proxy passes on', () => {
    const passedOn = { 'x-forwarded-for': FORGED, 'x-forwarded-proto': 'https' }
    const sent = request(PROXY, { ...passedOn, forwarded: `for=${VISITOR};proto=http` })
    expect(standard.address(sent)).toBe(VISITOR)
    expect(standard.isHttps(sent)).toBe(false)
    expect(standard.address(request(PROXY, passedOn))).toBe(PROXY)
  })
})

describe('a header as large as it may be, and larger', () => {
  const evil: readonly (readonly [string, string])[] = [
    ['10,000 hops', `${FORGED}, `.repeat(10_000)],
    ['10,000 trusted hops', '10.9.9.9, '.repeat(10_000)],
    ['64 KB of commas', ','.repeat(65_536)],
    ['64 KB of spaces', `for=1${' '.repeat(65_536)}x`],
    ['64 KB of spaces before a fault', `for=1,${' '.repeat(65_536)}=`],
    ['64 KB of spaces and commas', ' ,'.repeat(32_768)],
    ['64 KB of one element', '1'.repeat(65_536)],
    ['64 KB of dots and digits', '1.'.repeat(32_768)],
    ['64 KB of colons', ':'.repeat(65_536)],
    ['64 KB of brackets', '['.repeat(65_536)],
    ['64 KB of zones', `fe80::1${'%'.repeat(65_536)}`],
    ['64 KB in an open quote', `for="${'\\"'.repeat(32_768)}`],
    ['10,000 quotes', 'for="a",'.repeat(10_000)],
    ['10,000 pairs', Array.from({ length: 10_000 }, (_, at) => `a${at}=b`).join(';')],
    ['64 KB of a name', 'a'.repeat(65_536)],
    ['64 KB of equals', `a${'='.repeat(65_536)}`],
  ]
  // A linear reading takes some milliseconds, a quadratic one many seconds.
  it.each(evil)('takes linear time: %s', (_name, header) => {
    const began = performance.now()
    for (const clientIp of [behind, standard]) {
      const sent = request(PROXY, { forwarded: header, 'x-forwarded-for': header, 'x-forwarded-proto': header })
      expect(clientIp.address(sent)).not.toBe(VISITOR)
      clientIp.isHttps(sent)
      clientIp.fault(sent)
    }
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('still ends at the hop that the proxy wrote', () => {
    const hops = `${FORGED}, `.repeat(10_000)
    expect(behind.address(request(PROXY, { 'x-forwarded-for': hops + VISITOR }))).toBe(VISITOR)
    const elements = `for=${FORGED}, `.repeat(10_000)
    expect(standard.address(request(PROXY, { forwarded: `${elements}for=${VISITOR}` }))).toBe(VISITOR)
  })
})

describe('isHttps', () => {
  it('believes the last word of a trusted peer', () => {
    expect(behind.isHttps(request(PROXY, { 'x-forwarded-proto': 'https' }))).toBe(true)
    expect(behind.isHttps(request(PROXY, { 'x-forwarded-proto': 'https, http' }))).toBe(false)
    expect(standard.isHttps(request(PROXY, { forwarded: `for=${VISITOR};proto="HTTPS"` }))).toBe(true)
    expect(standard.isHttps(request(PROXY, { forwarded: `proto=https, for=${VISITOR}` }))).toBe(false)
    expect(standard.isHttps(request(PROXY, { forwarded: 'for=a;xproto=https;host="proto=https"' }))).toBe(false)
  })
  it('is true on a TLS socket', () => {
    expect(behind.isHttps(request(STRANGER, {}, true))).toBe(true)
  })
})

describe('fault', () => {
  const headers = { 'x-forwarded-for': VISITOR }
  it.each([
    ['172.17.0.1', '172.16.0.0/12'],
    ['10.20.30.40', '10.0.0.0/8'],
    ['192.168.1.7', '192.168.0.0/16'],
    ['100.99.1.7', '100.64.0.0/10'],
    ['127.0.0.1', '127.0.0.0/8'],
    ['::1', '::1'],
    ['fd12::7', 'fc00::/7'],
    ['::ffff:172.17.0.1', '172.16.0.0/12'],
  ])('%s forwards without being trusted: named by its network, %s, never by its address', (peer, network) => {
    expect(nobody.fault(request(peer, headers))).toEqual({ kind: 'untrusted_proxy', network })
    expect(nobody.fault(request(peer, { forwarded: `for=${VISITOR}` }))).toEqual({ kind: 'untrusted_proxy', network })
  })

  it('is none without a header, from the internet, or from a trusted proxy', () => {
    expect(nobody.fault(request('172.17.0.1'))).toBeNull()
    expect(nobody.fault(request('172.17.0.1', { 'x-forwarded-for': ' ', 'x-real-ip': VISITOR }))).toBeNull()
    expect(nobody.fault(request(STRANGER, headers))).toBeNull()
    expect(behind.fault(request(PROXY, headers))).toBeNull()
    expect(behind.fault(request(PROXY))).toBeNull()
  })

  it('is a trusted proxy that writes the other header only', () => {
    const sent = request(PROXY, { forwarded: `for=${VISITOR}` })
    expect(behind.fault(sent)).toEqual({ kind: 'other_header', header: 'forwarded' })
    expect(standard.fault(request(PROXY, headers))).toEqual({ kind: 'other_header', header: 'x-forwarded-for' })
    expect(behind.fault(request(PROXY, { ...headers, ...sent.headers }))).toBeNull()
  })
})
