import { describe, expect, it } from 'vitest'
import { errorFingerprint } from './fingerprint.ts'

const ERROR = {
  type: 'TypeError',
  template: 'x is [number]',
  frames: ['f s.example/app.3f2a9c1b.js:1:200', 'g s.example/b.js:1:1'],
}

describe('errorFingerprint', () => {
  it('survives a release that moves lines and renames bundles', () => {
    const moved = { ...ERROR, frames: ['f s.example/app.77aa01ff.js:4:7'] }
    expect(errorFingerprint(moved)).toBe(errorFingerprint(ERROR))
  })

  it.each([{ type: 'RangeError' }, { template: 'y is [number]' }, { frames: ['h s.example/app.3f2a9c1b.js:1:200'] }])(
    'differs by %j',
    (change) => {
      expect(errorFingerprint({ ...ERROR, ...change })).not.toBe(errorFingerprint(ERROR))
    },
  )

  it('is a positive integer that JSON carries exactly, spread widely', () => {
    const prints = new Set<number>()
    for (let at = 0; at < 20_000; at++) prints.add(errorFingerprint({ ...ERROR, template: `message ${at}` }))
    expect(prints.size).toBe(20_000)
    expect([...prints].every((print) => Number.isSafeInteger(print) && print > 0)).toBe(true)
  })
})
