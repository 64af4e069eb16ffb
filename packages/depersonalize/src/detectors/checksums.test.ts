import { describe, expect, it } from 'vitest'
import { isDay, isLuhn, isMod11And10, isVerhoeff, mod97, weightedSum } from './checksums.ts'

/** Every number that differs in one digit: a check digit finds them all. */
function* slips(digits: string): Generator<string> {
  for (let at = 0; at < digits.length; at++)
    for (const digit of '0123456789') if (digit !== digits[at]) yield digits.slice(0, at) + digit + digits.slice(at + 1)
}

describe.each([
  ['Luhn', isLuhn, ['4111111111111111', '378282246310005', '046454286', '8112189876']],
  ['MOD 11,10', isMod11And10, ['86095742719', '47036892816', '69435151530']],
  ['Verhoeff', isVerhoeff, ['2363', '234123412346']],
] as const)('%s', (_name, isValid, examples) => {
  it.each([...examples])('takes %s and none that differs in one digit', (digits) => {
    expect(isValid(digits)).toBe(true)
    expect([...slips(digits)].filter((slip) => isValid(slip))).toEqual([])
  })

  it('takes no empty and no single digit', () => {
    expect(['', '0'].filter((digits) => isValid(digits))).toEqual([])
  })
})

describe('mod97', () => {
  it('is 1 for a valid account, letters counted from 10', () => {
    expect(mod97('WEST12345698765432GB82')).toBe(1)
    expect(mod97('west12345698765432gb82')).toBe(1)
    expect(mod97('WEST12345698765432GB83')).not.toBe(1)
  })
})

describe('weightedSum', () => {
  it('multiplies place by place', () => {
    expect(weightedSum('123', [10, 5, 1])).toBe(23)
    expect(weightedSum('1234', [0, 1])).toBe(2)
  })
})

describe('isDay', () => {
  it.each([
    ['29', '02', true],
    ['30', '02', false],
    ['31', '04', false],
    ['31', '12', true],
    ['00', '01', false],
    ['01', '13', false],
    ['01', '00', false],
  ])('day %s of month %s: %s', (day, month, expected) => {
    expect(isDay(day, month)).toBe(expected)
  })
})
