import { expect, it } from 'vitest'
import { eventFields } from './event-fields.ts'

it('takes value and currency apart from the properties, which become texts', () => {
  const given = { value: '9.5', currency: 'EUR', plan: 'pro', seats: 3, is_new: true, none: null, deep: {}, run() {} }
  expect(eventFields('purchase', given)).toEqual({
    name: 'purchase',
    value: 9.5,
    currency: 'EUR',
    props: { plan: 'pro', seats: '3', is_new: 'true' },
  })
})

it.each(['', '1st', 'with space', 'x'.repeat(65), 7, null])('refuses the name %j', (name) => {
  expect(eventFields(name)).toBeNull()
})

it('leaves out a value that is no number, and scrubs properties', () => {
  expect(eventFields('a', { value: 'much', by: 'ann@mail.example' })).toEqual({ name: 'a', props: { by: '[email]' } })
})

it('keeps 30 properties', () => {
  const given = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`k${at}`, at]))
  expect(Object.keys(eventFields('a', given)?.props ?? {})).toHaveLength(30)
})
