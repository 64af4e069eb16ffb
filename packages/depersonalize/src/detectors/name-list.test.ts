import { describe, expect, it } from 'vitest'
import { isEnglish, isFirstName, isName, isOnlyName } from './name-list.ts'

describe('the list of names', () => {
  it.each(['anna', 'schmidt', 'francois', 'oconnor', 'kowalski', 'yamamoto', 'patel', 'grace'])('knows %s', (word) => {
    expect(isName(word)).toBe(true)
  })

  it.each(['settings', 'checkout', 'xqzt', '', 'Anna', '__proto__', 'constructor'])('has no %j', (word) => {
    expect(isName(word)).toBe(false)
  })

  it('tells given from family names and names from words', () => {
    expect([isFirstName('anna'), isFirstName('kowalski')]).toEqual([true, false])
    expect([isEnglish('settings'), isEnglish('grace'), isEnglish('kowalski')]).toEqual([true, true, false])
    expect([isOnlyName('kowalski'), isOnlyName('grace'), isOnlyName('settings')]).toEqual([true, false, false])
  })
})
