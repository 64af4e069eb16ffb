import { DEFAULT_SCRUB_SETTINGS } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { ApiError } from '../../api/errors.ts'
import { refusedText, scrubDraftOf, scrubSettingsOf } from './scrub-draft.ts'

const SETTINGS = {
  drop_keys: ['note', 'comment'],
  keep_keys: [],
  keep_paths: ['/artists/*'],
  patterns: ['CUST-\\d{4,8}', 'a b'],
  replacement: 'remove',
} as const

test('what is typed and what is sent are the same', () => {
  expect(scrubSettingsOf(scrubDraftOf(SETTINGS))).toEqual(SETTINGS)
  expect(scrubSettingsOf(scrubDraftOf(DEFAULT_SCRUB_SETTINGS))).toEqual(DEFAULT_SCRUB_SETTINGS)
})

test('blanks, empty lines and what is typed twice are left out', () => {
  const draft = { ...scrubDraftOf(SETTINGS), drop_keys: ' a,,b  a ', patterns: '\n x y \n\nx y' }
  expect(scrubSettingsOf(draft)).toMatchObject({ drop_keys: ['a', 'b'], patterns: ['x y'] })
})

test('a refusal names the text that was refused', () => {
  const refusal = (path: string) =>
    new ApiError({ code: 'invalid_request', title: 'x', details: [{ path, expected: 'no look-ahead' }] })
  expect(refusedText(refusal('scrub_settings.patterns.1'), SETTINGS)).toBe(
    '“a b” cannot be taken. Expected: no look-ahead.',
  )
  expect(refusedText(refusal('name'), SETTINGS)).toBeNull()
  expect(refusedText(null, SETTINGS)).toBeNull()
})
