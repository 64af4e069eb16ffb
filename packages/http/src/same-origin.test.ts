import { describe, expect, it } from 'vitest'
import { refuseCrossSite } from './same-origin.ts'

const PUBLIC_URL = 'https://stats.example.org'

describe('refuseCrossSite', () => {
  it.each([
    ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8787', host: 'localhost:8787' }],
    ['the public address behind a proxy', { origin: PUBLIC_URL, host: '127.0.0.1:8787' }],
    ['a client that is no browser', { host: 'localhost:8787' }],
  ])('lets %s write', (_name, headers) => {
    expect(() => refuseCrossSite({ method: 'POST', headers }, PUBLIC_URL)).not.toThrow()
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', host: 'localhost:8787' }],
    ['a sister host', { 'sec-fetch-site': 'same-site', host: 'localhost:8787' }],
    ['another origin in an older browser', { origin: 'https://evil.example', host: 'localhost:8787' }],
    ['another port', { origin: 'http://localhost:8788', host: 'localhost:8787' }],
    ['a sandboxed frame', { origin: 'null', host: 'localhost:8787' }],
  ])('refuses %s', (_name, headers) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(() => refuseCrossSite({ method, headers }, PUBLIC_URL)).toThrow(
        expect.objectContaining({ code: 'forbidden' }),
      )
    }
    expect(() => refuseCrossSite({ method: 'GET', headers }, PUBLIC_URL)).not.toThrow()
  })
})
