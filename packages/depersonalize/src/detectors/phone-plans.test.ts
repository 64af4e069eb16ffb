import type { CountryCode } from 'libphonenumber-js'
import { getCountryCallingCode } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { isPossibleInternational, isValidInternational } from './phone-plans.ts'

describe('phone plans', () => {
  const numbers = Object.entries(examples).map(
    ([country, national]) => [country, getCountryCallingCode(country as CountryCode) + national] as const,
  )

  it('know the example of every country', () => {
    expect(numbers.length).toBeGreaterThan(200)
    expect(numbers.filter(([, digits]) => !isPossibleInternational(digits))).toEqual([])
    expect(numbers.filter(([, digits]) => !isValidInternational(digits))).toEqual([])
  })

  it.each(['', '1', '999123456789', '49', '4930', '14155552671234', '0123456789'])('refuse %j', (digits) => {
    expect(isPossibleInternational(digits)).toBe(false)
    expect(isValidInternational(digits)).toBe(false)
  })
})
