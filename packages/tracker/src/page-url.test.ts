import { expect, it } from 'vitest'
import { pageUrl } from './page-url.ts'

it.each([
  ['http://s.example:8080/a?x=1#b', {}, 'https://s.example/a'],
  ['https://s.example/a?ref=news&utm_term=a%26b', {}, 'https://s.example/a?utm_source=news&utm_term=a%26b'],
  ['https://s.example/a?q=1&utm_source=n', { includeURLQueryParams: ['q'] }, 'https://s.example/a?q=1&utm_source=n'],
  ['https://s.example/?utm_source=n', { includeURLQueryParams: ['utm_source'] }, 'https://s.example/?utm_source=n'],
  ['https://s.example/a?ref=n#/cart', { includeURLFragment: true }, 'https://s.example/a?utm_source=n#/cart'],
  [
    'https://s.example/user/8',
    { transformPath: (path: string) => path.replace(/\d+/, ':id') },
    'https://s.example/user/:id',
  ],
  ['https://s.example/mail/ann%40mail.example', {}, 'https://s.example/mail/[email]'],
])('writes %s with %o', (href, options, expected) => {
  expect(pageUrl(href, options, true)).toBe(expected)
})

it('names the campaign on the landing page only', () => {
  expect(pageUrl('https://s.example/b?utm_source=n', {}, false)).toBe('https://s.example/b')
})

it('has no URL for a file', () => {
  expect(pageUrl('file:///home/ann/a.html', {}, true)).toBeNull()
})
