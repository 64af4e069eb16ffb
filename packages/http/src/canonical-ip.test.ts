import { describe, expect, it } from 'vitest'
import { canonicalIp } from './canonical-ip.ts'

describe('canonicalIp', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    [' \t192.0.2.7\t ', '192.0.2.7'],
    ['"192.0.2.7:80"', '192.0.2.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8::443', '2001:db8::443'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:80', 'fe80::1'],
    ['::', '::'],
  ])('%s is %s', (written, expected) => {
    expect(canonicalIp(written)).toBe(expected)
  })

  it.each([
    '::ffff:192.0.2.7',
    '::FFFF:192.0.2.7',
    '::ffff:c000:0207',
    '0:0:0:0:0:ffff:192.0.2.7',
    '0000:0000:0000:0000:0000:FFFF:C000:0207',
    '[::ffff:192.0.2.7]',
    '[::ffff:192.0.2.7]:4711',
    '::ffff:192.0.2.7%eth0',
    '"[::ffff:c000:207]:1"',
  ])('%s is the IPv4 address 192.0.2.7', (written) => {
    expect(canonicalIp(written)).toBe('192.0.2.7')
  })

  // Libraries of C read several of these as addresses; a proxy that checks and a server that counts must not differ.
  it.each([
    '',
    'unknown',
    '_hidden',
    '_SEVKISEK',
    'localhost',
    'unix:',
    '999.1.1.1',
    '192.0.2',
    '192.0.2.7.',
    '192.0.2.7.example',
    '192.0.2.7%eth0',
    '192.0.2.7:',
    '192.0.2.7:123456',
    '192.0.2.7:http',
    '192.0.2.7/32',
    '192.0.2.7 192.0.2.8',
    '192.0.2.7, 192.0.2.8',
    '192.0.2.07',
    '0300.0.02.07',
    '0xc0.0x0.0x2.0x7',
    '0xc0000207',
    '3221225991',
    '192.519',
    '127.1',
    '-1.0.0.0',
    '+1.0.0.0',
    '1e1.0.0.1',
    '１９２.0.2.7',
    '[192.0.2.7]',
    '[192.0.2.7]:80',
    '[2001:db8::1',
    '2001:db8::1]',
    '[]',
    '[2001:db8::1]:',
    '[2001:db8::1]x',
    '2001:db8::1::2',
    '2001:db8:0:0:0:0:0:0:1',
    '::ffff:192.0.2.07',
    '2001:db8::g',
    '"192.0.2.7',
    "'192.0.2.7'",
    '192.0.2.7\0',
  ])('%s is none', (written) => {
    expect(canonicalIp(written)).toBe('')
  })
})
