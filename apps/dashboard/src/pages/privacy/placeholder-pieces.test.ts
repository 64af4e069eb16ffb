import { expect, test } from 'vitest'
import { placeholderPieces } from './placeholder-pieces.ts'

test('placeholders are told from the text around them', () => {
  expect(placeholderPieces('/u/[email]/born/[date-of-birth]')).toEqual([
    '/u/',
    '[email]',
    '/born/',
    '[date-of-birth]',
    '',
  ])
  expect(placeholderPieces('a[0].b [else]')).toEqual(['a[0].b [else]'])
})
