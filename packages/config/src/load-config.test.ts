import { AppError } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import { CONFIG_KEYS, DEFAULT_CONFIG } from './keys.ts'
import { loadConfig } from './load-config.ts'

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'nothing was thrown'
}

describe('loadConfig', () => {
  it('gives the defaults, typed, when nothing is set', () => {
    expect(loadConfig({ HOME: '/root' }, [])).toEqual(DEFAULT_CONFIG)
    expect(DEFAULT_CONFIG).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      data_dir: './data/instance',
      events_memory_bytes: 1_073_741_824,
      trusted_proxies: 'auto',
      demo: true,
      seed: null,
    })
  })

  it('prefers the command line to the environment', () => {
    const env = { LETHE_PORT: '9000', LETHE_HOST: '0.0.0.0' }
    expect(loadConfig(env, ['--port=9001'])).toMatchObject({ port: 9001, host: '0.0.0.0' })
    expect(loadConfig(env, ['--port', '9002', '--seed', '30d'])).toMatchObject({ port: 9002, seed: 30 })
  })

  it.each([
    ['LETHE_EVENTS_MEMORY_BYTES', '512 MiB', 'events_memory_bytes', 536_870_912],
    ['LETHE_EVENTS_MEMORY_BYTES', '300000000', 'events_memory_bytes', 300_000_000],
    [
      'LETHE_TRUSTED_PROXIES',
      '10.0.0.0/8, fd00::/8 ,192.0.2.1',
      'trusted_proxies',
      ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'],
    ],
    ['LETHE_TRUSTED_PROXIES', '', 'trusted_proxies', []],
    ['LETHE_PUBLIC_URL', 'https://Stats.example.org/', 'public_url', 'https://stats.example.org'],
    ['LETHE_DEMO', 'off', 'demo', false],
    ['LETHE_LOG_LEVEL', 'DEBUG', 'log_level', 'debug'],
    ['LETHE_EPHEMERAL_URL', 'redis+unix:///run/valkey.sock', 'ephemeral_url', 'redis+unix:///run/valkey.sock'],
    ['LETHE_EPHEMERAL_URL', '', 'ephemeral_url', null],
  ])('reads %s=%s', (name, value, key, expected) => {
    expect(loadConfig({ [name]: value }, [])).toHaveProperty(key, expected)
  })

  it.each([
    ['LETHE_PORT', '70000', 'port (environment LETHE_PORT) must be a whole number from 0 to 65535.'],
    ['LETHE_PORT', 'http', 'port (environment LETHE_PORT) must be a whole number from 0 to 65535.'],
    ['LETHE_EVENTS_MEMORY_BYTES', '1 MiB', 'events_memory_bytes (environment LETHE_EVENTS_MEMORY_BYTES) must be'],
    ['LETHE_TRUSTED_PROXIES', '10.0.0.0/33', 'trusted_proxies (environment LETHE_TRUSTED_PROXIES) must be auto, or'],
    ['LETHE_PUBLIC_URL', 'stats.example.org', 'public_url (environment LETHE_PUBLIC_URL) must be an http://'],
    ['LETHE_SEED', '400d', 'seed (environment LETHE_SEED) must be a number of days'],
    ['LETHE_EPHEMERAL_URL', 'http://cache', 'ephemeral_url (environment LETHE_EPHEMERAL_URL) must be redis://'],
    ['LETHE_PEPPER', 'too short', 'pepper (environment LETHE_PEPPER) must be at least 32 random characters'],
  ])('refuses %s=%s with key, origin and form', (name, value, expected) => {
    const message = messageOf(() => loadConfig({ [name]: value }, []))
    expect(message).toContain(`config_invalid: ${expected}`)
  })

  it('names the nearest setting for a misspelt one', () => {
    expect(messageOf(() => loadConfig({ LETHE_PROT: '1' }, []))).toContain('Did you mean LETHE_PORT?')
    expect(messageOf(() => loadConfig({}, ['--data-dri', 'x']))).toContain('Did you mean --data-dir?')
    expect(messageOf(() => loadConfig({}, ['--zzzzzzzz', 'x']))).toContain('The names are --host')
    expect(messageOf(() => loadConfig({}, ['--port']))).toContain('port (command line --port) must be')
  })

  it('never repeats the value of a secret', () => {
    const message = messageOf(() => loadConfig({ LETHE_EVENTS_URL: 'http://u:canary@x/path' }, []))
    expect(message).toContain('events_url')
    expect(message).not.toContain('canary')
  })

  it('documents every key', () => {
    for (const key of CONFIG_KEYS) {
      expect(key.doc, key.name).toMatch(/\.$/)
      expect(key.env).toBe(`LETHE_${key.name.toUpperCase()}`)
      expect(key.schema.safeParse(key.fallback).success, key.name).toBe(true)
    }
  })
})
