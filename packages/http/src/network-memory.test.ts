import { describe, expect, it } from 'vitest'
import { openNetworkMemory } from './network-memory.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

function memoryAt() {
  const clock = { now: 1_000_000 }
  const keys: Uint8Array[] = []
  const randomBytes = (size: number) => {
    const key = new Uint8Array(size).fill(keys.length + 1)
    keys.push(key)
    return key
  }
  const memory = openNetworkMemory<number>({ now: () => clock.now, randomBytes })
  const liveKeys = () => keys.filter((key) => key.some((byte) => byte !== 0)).length
  return { clock, keys, memory, liveKeys }
}

describe('openNetworkMemory', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8:0:1::5', '2001:db8:0:1:aaaa::6', true],
    ['2001:db8:0:1::5', '2001:db8:0:2::5', false],
    ['2001:db8::5', '2001:db8:0:0:1::6', true],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', true],
    ['::1', '::2', true],
    ['::1', '1::', false],
    ['::1:2:3:4:5', '0:0:0:1::', true],
    ['1::2:3:4:5:6', '1:0:0:2:9::', true],
    ['', '192.0.2.1', false],
  ])('%s and %s are one network: %s', (one, other, isSame) => {
    const { memory } = memoryAt()
    memory.put(one, 7)
    expect(memory.get(other)).toBe(isSame ? 7 : undefined)
  })

  it('carries a value over into the next key, for a window and not for two', () => {
    const { clock, memory, liveKeys } = memoryAt()
    clock.now += 4 * MINUTE
    memory.put('192.0.2.1', 7)
    clock.now += MINUTE
    expect([memory.get('192.0.2.1'), liveKeys()]).toEqual([7, 2])
    clock.now += 4 * MINUTE
    expect(memory.get('192.0.2.1')).toBe(7)
    clock.now += MINUTE
    expect([memory.get('192.0.2.1'), liveKeys()]).toEqual([undefined, 2])
  })

  it('keeps no key for more than ten minutes, though nobody comes and every sweep is late', () => {
    const { clock, keys, memory } = memoryAt()
    memory.put('192.0.2.1', 7)
    const first = keys[0] ?? new Uint8Array()
    for (let swept = 0; swept < 20; swept++) {
      clock.now += 30 * SECOND
      memory.sweep()
    }
    expect(first.every((byte) => byte === 0)).toBe(true)
    expect(memory.get('192.0.2.1')).toBeUndefined()
  })

  it.each([
    ['a pause', 60 * MINUTE],
    ['a clock that is set back', -1],
  ])('forgets everything after %s', (_name, step) => {
    const { clock, memory, liveKeys } = memoryAt()
    memory.put('192.0.2.1', 7)
    clock.now += 5 * MINUTE
    memory.put('192.0.2.2', 7)
    clock.now += step
    expect([memory.get('192.0.2.1'), memory.get('192.0.2.2'), liveKeys()]).toEqual([undefined, undefined, 1])
  })

  it('forgets a network under both keys', () => {
    const { clock, memory } = memoryAt()
    memory.put('192.0.2.1', 7)
    clock.now += 5 * MINUTE
    memory.put('192.0.2.1', 8)
    memory.forget('192.0.2.1')
    expect(memory.get('192.0.2.1')).toBeUndefined()
  })

  it('forgets the oldest of too many, not all', () => {
    const { memory } = memoryAt()
    for (let at = 0; at <= 10_000; at++) memory.put(`10.0.${at >> 8}.${at & 255}`, at)
    expect([memory.get('10.0.0.0'), memory.get('10.0.0.1'), memory.get('10.0.39.16')]).toEqual([undefined, 1, 10_000])
  })

  it('leaves zeros behind', () => {
    const { keys, memory } = memoryAt()
    memory.put('192.0.2.1', 7)
    memory.close()
    expect(keys[0]).toEqual(new Uint8Array(32))
    expect(memory.get('192.0.2.1')).toBeUndefined()
  })
})
