import { expect, it } from 'vitest'
import { outcomeWith, TAKEN, viewOf } from '../testing/filter-site.ts'

const SPAM = 'filtered/spam_referrer'
const LIST = { filter_spam_referrers: true }
const OWN = { blocked_referrers: ['Spam.example', 'bücher.example'] }

it.each([
  [LIST, 'https://semalt.com/', SPAM],
  [LIST, 'http://Semalt.COM./x?y', SPAM],
  [LIST, 'https://12.semalt.com/', SPAM],
  [LIST, 'https://notsemalt.com/', TAKEN],
  [LIST, 'https://semalt.com.example/', TAKEN],
  [LIST, 'https://com/', TAKEN],
  [LIST, 'https://search.example/?q=semalt.com', TAKEN],
  [LIST, '', TAKEN],
  [{}, 'https://semalt.com/', TAKEN],
  [OWN, 'https://spam.example/a', SPAM],
  [OWN, 'https://www.spam.example/a', SPAM],
  [OWN, 'https://antispam.example/a', TAKEN],
  [OWN, 'https://xn--bcher-kva.example/a', SPAM],
  [OWN, 'https://semalt.com/', TAKEN],
])('%j and %s: %s', async (filters, referrer, expected) => {
  expect(await outcomeWith(filters, { body: viewOf('https://shop.example/', referrer) })).toBe(expected)
})
