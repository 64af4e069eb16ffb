import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { scopeOf, visitorKey } from './visitor-key.ts'

const DAY_KEY = new Uint8Array(32).fill(9)
const VISITOR = { scope: scopeOf(1, 'production'), ip: '203.0.113.7', user_agent: 'Firefox Käse' }

function lp(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

describe('visitorKey', () => {
  it('is the first 128 bits of the HMAC over the length-prefixed parts', () => {
    const message = Buffer.concat([lp(VISITOR.scope), lp(VISITOR.ip), lp(VISITOR.user_agent)])
    const expected = createHmac('sha256', DAY_KEY).update(message).digest('hex').slice(0, 32)
    expect(Buffer.from(visitorKey(DAY_KEY, VISITOR)).toString('hex')).toBe(expected)
  })

  it.each([
    [
      { ip: '203.0.113.70', user_agent: 'x' },
      { ip: '203.0.113.7', user_agent: '0x' },
    ],
    [
      { ip: '', user_agent: '203.0.113.7' },
      { ip: '203.0.113.7', user_agent: '' },
    ],
  ])('differs where parts only run together alike', (one, other) => {
    const scope = VISITOR.scope
    expect(visitorKey(DAY_KEY, { scope, ...one })).not.toEqual(visitorKey(DAY_KEY, { scope, ...other }))
  })

  it('takes a user agent of any length', () => {
    const long = visitorKey(DAY_KEY, { ...VISITOR, user_agent: '€'.repeat(100_000) })
    expect(long).toHaveLength(16)
    expect(long).toEqual(visitorKey(DAY_KEY, { ...VISITOR, user_agent: '€'.repeat(1_024) }))
  })

  it('keeps site and environment apart', () => {
    expect(scopeOf(1, '2x')).not.toBe(scopeOf(12, 'x'))
  })
})
