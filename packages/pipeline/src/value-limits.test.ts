import { fakeClock } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openValueLimits } from './value-limits.ts'

const open = (maxValues?: number) => {
  const clock = fakeClock('2026-11-23T10:00:00Z')
  const options = { now: clock.now, randomBytes: (length: number) => new Uint8Array(length).fill(7) }
  const limits = openValueLimits({ ...options, ...(maxValues !== undefined && { maxValues }) })
  const admit = (value: string, column = 'path', site_id = 1) => limits.admit({ site_id, column, value, most: 3 })
  return { clock, limits, admit }
}

describe('openValueLimits', () => {
  it('admits so many values of a column, and those again and again', () => {
    const { admit, limits } = open()
    expect(['a', 'b', 'a', 'c', 'd', 'e', 'b', ''].map((value) => admit(value))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      true,
      true,
    ])
    expect(limits.size).toBe(3)
    expect(limits.hasRoom({ site_id: 1, column: 'path', value: 'd', most: 3 })).toBe(false)
    expect(limits.stateOf(1)).toEqual([{ column: 'path', value_count: 3, overflow_count: 2 }])
  })

  it('counts every site and every column for itself, and every day anew', () => {
    const { clock, admit } = open()
    for (const value of ['a', 'b', 'c']) admit(value)
    expect([admit('d'), admit('d', 'hostname'), admit('d', 'path', 2)]).toEqual([false, true, true])
    clock.advance(14 * 3_600_000)
    expect(admit('d')).toBe(true)
  })

  it('holds no more than its memory allows, whatever sites have room for', () => {
    const { admit, limits } = open(4)
    for (let at = 0; at < 100; at++) admit(`v${at}`, 'path', at)
    expect(limits.size).toBe(4)
    expect(admit('v0', 'path', 0)).toBe(true)
  })

  it('looks without remembering', () => {
    const { limits } = open()
    expect(limits.hasRoom({ site_id: 1, column: 'path', value: 'a', most: 1 })).toBe(true)
    expect(limits.size).toBe(0)
    expect(limits.stateOf(1)).toEqual([])
  })
})
