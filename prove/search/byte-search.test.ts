import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ByteSearch, summarise } from './byte-search.ts'
import { type Canary, needlesOf } from './forms.ts'

const CANARY: Canary = { kind: 'email', text: 'ann+1@example.org' }
const search = new ByteSearch(needlesOf(CANARY))
const formsIn = async (...chunks: Buffer[]) => summarise(await search.countIn(chunks)).byForm

describe('the search for canaries', () => {
  it.each([
    ['raw', Buffer.from('x ann+1@example.org y')],
    ['hex', Buffer.from(`x${Buffer.from(CANARY.text).toString('hex')}y`)],
    ['hex', Buffer.from(`x${Buffer.from(CANARY.text).toString('hex').toUpperCase()}y`)],
    ['base64', Buffer.from(Buffer.from(`{"a":"${CANARY.text}"}`).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(`{"ab":"${CANARY.text}"}`).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(`{"abc":"${CANARY.text}"}`).toString('base64url'))],
    ['percent', Buffer.from(`?email=${encodeURIComponent(CANARY.text)}&x`)],
    ['percent', Buffer.from(Buffer.from(CANARY.text).toString('hex').replace(/../g, '%$&'))],
    ['utf16', Buffer.from(`x${CANARY.text}y`, 'utf16le')],
    ['utf16', Buffer.from(`x${CANARY.text}y`, 'utf16le').swap16()],
  ])('finds it as %s', async (form, bytes) => {
    expect(await formsIn(Buffer.concat([randomBytes(100), bytes, randomBytes(100)]))).toEqual({ [form]: 1 })
  })

  it('finds it across the border of two chunks, once, wherever the border is', async () => {
    const bytes = Buffer.from(`----${CANARY.text}----`)
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(await formsIn(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual({ raw: 1 })
    expect(await formsIn(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual({ raw: 1 })
  })

  it('finds neither what is only alike nor anything in noise', async () => {
    expect(await formsIn(Buffer.from('ann+2@example.org ann+1@example.or'), randomBytes(1_000_000))).toEqual({})
  })

  it('tells thousands of canaries with a common beginning apart', async () => {
    const canaries = Array.from({ length: 3_000 }, (_, at) => ({ kind: 'agent', text: `Mozilla/5.0 (X11) ${at}-` }))
    const counts = await new ByteSearch(canaries.flatMap(needlesOf)).countIn([Buffer.from(`x${canaries[2_071]?.text}`)])
    expect([...counts].map(([needle, count]) => [needle.canary, needle.form, count])).toEqual([
      ['Mozilla/5.0 (X11) 2071-', 'raw', 1],
    ])
  })

  it('refuses needles that are too short to mean anything', () => {
    expect(() => new ByteSearch(needlesOf({ kind: 'address', text: '1.2.3.4' }))).toThrow(RangeError)
  })
})
