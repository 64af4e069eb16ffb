import { describe, expect, it } from 'vitest'
import { parseAddress } from './address.ts'

const nobody = { username: '', password: '', database: 0 }

describe('parseAddress', () => {
  it.each([
    ['redis://cache.example', { socket: { host: 'cache.example', port: 6379, tls: false }, ...nobody }],
    ['valkey://[::1]:7000/2', { socket: { host: '::1', port: 7000, tls: false }, ...nobody, database: 2 }],
    [
      'rediss://lethe:p%40ss%2Fword@10.0.0.5:6380/0',
      { socket: { host: '10.0.0.5', port: 6380, tls: true }, username: 'lethe', password: 'p@ss/word', database: 0 },
    ],
    ['valkeys://cache.example/', { socket: { host: 'cache.example', port: 6379, tls: true }, ...nobody }],
    ['redis+unix:///run/valkey/valkey.sock', { socket: { path: '/run/valkey/valkey.sock' }, ...nobody }],
    [
      'valkey+unix://:secret@localhost/run/a%20b.sock?db=3',
      { socket: { path: '/run/a b.sock' }, username: '', password: 'secret', database: 3 },
    ],
  ])('reads %s', (written, expected) => {
    expect(parseAddress(written)).toEqual(expected)
  })

  it.each([
    'canary',
    'canary:6379',
    'http://canary',
    'redis://',
    'redis://canary/one',
    'redis://canary/-1',
    'redis://canary/1.5',
    'redis://user:%E0%A4%A@canary',
    'redis+unix://canary',
    'redis+unix:///canary?db=x',
    'rediss+unix:///canary',
    'redis://user:canary@host:port',
  ])('refuses %s without repeating it', (written) => {
    const refusal = (() => {
      try {
        return parseAddress(written)
      } catch (error) {
        return error
      }
    })()
    expect(refusal).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('LETHE_EPHEMERAL_URL') })
    expect(JSON.stringify([refusal, String(refusal)])).not.toContain('canary')
  })
})
