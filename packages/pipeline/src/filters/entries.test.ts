import {
  DEFAULT_INBOUND_FILTERS,
  FILTER_ENTRY_KINDS,
  type FilterEntryKind,
  type ListFilterName,
} from '@lethe/catalogue'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryRefusal, parseEntries } from './entries.ts'

const GOOD: Record<FilterEntryKind, string[]> = {
  origin: ['example.com', '*.example.com', 'https://example.com:8443/', 'localhost:3000', '[::1]:3000', 'münchen.de'],
  hostname: ['spam.example', 'xn--bcher-kva.example', '10.0.0.1'],
  network: ['10.0.0.0/8', '10.0.0.1', '::1', '2001:db8::/32', '::ffff:10.0.0.0/104', '0.0.0.0/0'],
  country: ['DE', 'de', 'ZZ', 'UK', 'XK'],
  path: ['/', '/admin/**', '/*/x', '/a*b/**'],
  event_name: ['signup', 'order_*', '*', 'a.b-c'],
  environment: ['staging', 'pr-12'],
}

const BAD: Record<FilterEntryKind, string[]> = {
  origin: [
    '',
    '*',
    '*.',
    'exa mple.com',
    'example.com/path',
    'ftp://example.com',
    'a.*.com',
    'example.com:0',
    'example.com:65536',
    'example.com:',
    '*.10.0.0.1',
    'user@example.com',
    'https://',
  ],
  hostname: ['', '*.example.com', 'example.com:80', 'https://example.com', 'example.com/a', ':80'],
  network: [
    '',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '2001:db8::/129',
    'fe80::1%eth0',
    '10.0.0.0/8/8',
    'example.com',
    '10.0.0.1:80',
    '10.0.0.0 - 10.0.0.9',
  ],
  country: ['', 'D', 'DEU', 'XX', 'Germany', '49'],
  path: ['', 'admin', '*', '/a b', '/a?x=1', '/a#b', '/a**', '/***', 'https://example.com/admin'],
  event_name: ['', 'a b', 'ä', '/x'],
  environment: ['', 'pr-*', 'a b'],
}

const KINDS = Object.keys(FILTER_ENTRY_KINDS) as FilterEntryKind[]

describe.each(KINDS)('an entry that is a %s', (kind) => {
  it.each(GOOD[kind])('may be %j', (entry) => expect(entryRefusal(kind, entry)).toBeNull())
  it.each(BAD[kind])('is not %j', (entry) => expect(entryRefusal(kind, entry)).toBe(FILTER_ENTRY_KINDS[kind]))
  it('is none that is too long', () => expect(entryRefusal(kind, '/a'.repeat(200))).not.toBeNull())

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.ipV4(), fc.ipV6(), fc.webUrl()), (entry) => {
        expect([null, FILTER_ENTRY_KINDS[kind]]).toContain(entryRefusal(kind, entry))
      }),
    )
  })
})

it.each<[ListFilterName, string]>([
  ['blocked_networks', '10.0.0.0/33'],
  ['origin_allowlist', '*'],
  ['blocked_paths', 'admin'],
])('says which entry of %s is wrong, and what was expected', (name, entry) => {
  const good = { blocked_networks: '::1', origin_allowlist: 'a.example', blocked_paths: '/a' }[name as 'blocked_paths']
  const filters = { ...DEFAULT_INBOUND_FILTERS, [name]: [good, entry] }
  const path = `inbound_filters.${name}.1`
  expect(() => parseEntries(filters, name)).toThrowError(
    expect.objectContaining({
      code: 'invalid_request',
      message: expect.stringContaining(path),
      details: [{ path, expected: expect.any(String), got: entry }],
    }),
  )
})
