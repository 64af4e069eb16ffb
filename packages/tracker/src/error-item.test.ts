import { expect, it } from 'vitest'
import { errorFields, topFrames } from './error-item.ts'

const thrown = (name: string, message: string, stack?: string) => ({ name, message, stack })

it('reads an ErrorEvent', () => {
  const event = {
    error: thrown('TypeError', 'x is null', 'TypeError: x is null\n    at pay (https://s.example/app.js?v=1:2:3)'),
    message: 'Uncaught TypeError: x is null',
    filename: 'https://s.example/app.js?token=1#a',
    lineno: 2,
    colno: 3,
  }
  expect(errorFields(event, false)).toEqual({
    error_type: 'TypeError',
    message: 'x is null',
    stack: 'at pay (https://s.example/app.js:2:3)',
    filename: 'https://s.example/app.js',
    line: 2,
    column: 3,
    is_handled: false,
  })
})

it('keeps the nothing that a cross-origin script tells', () => {
  const event = { error: null, message: 'Script error.', filename: '', lineno: 0, colno: 0 }
  expect(errorFields(event, false)).toMatchObject({ error_type: 'Error', message: 'Script error.' })
})

it.each([
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [42, '42'],
  [{ email: 'ann@mail.example' }, 'Object'],
])('describes %j without its content', (reason, message) => {
  expect(errorFields({ error: reason }, false).message).toBe(message)
})

it('scrubs the message', () => {
  expect(errorFields(thrown('Error', 'no user ann@mail.example'), true).message).toBe('no user [email]')
})

it('takes five frames, and no message that looks like one', () => {
  const frames = Array.from({ length: 9 }, (_, line) => `    at f${line} (https://s.example/a.js:${line}:1)`)
  const stack = topFrames(`Error: mail ann@mail.example:25:1\n${frames.join('\n')}`)
  expect(stack.split('\n')).toHaveLength(5)
  expect(stack).not.toContain('ann')
})

it('reads the frames of Firefox and Safari', () => {
  const stack = 'pay@https://s.example/app.js?at=12:30:2:3\n@https://s.example/app.js:9:1\nhttps://s.example/b.js:1:1\n'
  expect(topFrames(stack).split('\n')).toEqual([
    'pay@https://s.example/app.js:2:3',
    '@https://s.example/app.js:9:1',
    'https://s.example/b.js:1:1',
  ])
})
