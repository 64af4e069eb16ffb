import { expect, it } from 'vitest'
import { openErrorWindow } from './error-window.ts'

const error = (message: string) => ({ error_type: 'Error', message, is_handled: false })

it('counts equal errors of a window, and starts anew', () => {
  const errors = openErrorWindow()
  expect([errors.add(error('a')), errors.add(error('a')), errors.add(error('b'))]).toEqual([true, false, true])
  expect(errors.take()).toMatchObject([
    { message: 'a', count: 2 },
    { message: 'b', count: 1 },
  ])
  expect(errors.take()).toEqual([])
  expect(errors.add(error('a'))).toBe(true)
})

it('reports a bounded number of errors of a page', () => {
  const errors = openErrorWindow()
  for (let at = 0; at < 100; at++) errors.add(error(`e${at}`))
  expect(errors.take()).toHaveLength(20)
  expect(errors.add(error('late'))).toBe(false)
  errors.reset()
  expect(errors.add(error('next page'))).toBe(true)
})
