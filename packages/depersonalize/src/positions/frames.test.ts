import { describe, expect, it } from 'vitest'
import { PLAIN_DETECTORS } from '../testing/plain-detectors.ts'
import { type ErrorPlace, scrubFrames } from './frames.ts'

const scan = {
  position: 'error_frame',
  detectors: PLAIN_DETECTORS,
  note: () => undefined,
  work: { left: Number.POSITIVE_INFINITY },
} as const
const cleanFrames = (stack: string, place: ErrorPlace) => scrubFrames(stack, place, scan)

const NOWHERE = { filename: '', line: 0, column: 0 }

describe('frames', () => {
  it.each([
    ['    at addToCart (https://shop.example/cart.js?v=3:10:5)', 'addToCart shop.example/cart.js:10:5'],
    ['    at async Cart.load (https://shop.example/cart.js:1:2)', 'Cart.load shop.example/cart.js:1:2'],
    ['    at https://shop.example/cart.js:10:5', 'shop.example/cart.js:10:5'],
    ['addToCart@https://shop.example/cart.js?user=ann:10:5', 'addToCart shop.example/cart.js:10:5'],
    ['@https://shop.example/@scope/x.js:1:9', 'shop.example/@scope/x.js:1:9'],
    ['    at x (https://s.example/u/ann@mail.example/a.js:1:1)', 'x s.example/u/[email]/a.js:1:1'],
    ['    at x (http://203.0.113.7/a.js:1:1)', 'x [ip]/a.js:1:1'],
    ['    at x (https://s.example/go/%2Fa%3Fq%3Dann:1:1)', 'x s.example/go//a:1:1'],
    ['    at x (chrome-extension://abcdef/inject.js:1:1)', 'x [extension]:1:1'],
    ['    at x (file:///home/ann/a.js:1:1)', 'x [file]:1:1'],
    ['    at x (blob:https://shop.example/0b1c:1:1)', 'x [blob]:1:1'],
    ['    at x (webpack-internal:///./src/cart.ts?secret=1:7:3)', 'x src/cart.ts:7:3'],
    ['    at eval (eval at run (https://shop.example/a.js:1:1), <anonymous>:2:3)', 'eval [unknown]:2:3'],
  ])('%s', (line, frame) => {
    expect(cleanFrames(`TypeError: x\n${line}`, NOWHERE)).toEqual([frame])
  })

  it('keeps five, and none of the message above them', () => {
    const stack = ['Error: ann at home', ...new Array(9).fill('  at f (https://s.example/a.js:1:1)')].join('\n')
    expect(cleanFrames(stack, NOWHERE)).toEqual(new Array(5).fill('f s.example/a.js:1:1'))
  })

  it('falls back to the file of the event', () => {
    const place = { filename: 'https://shop.example/a.js?token=1', line: 3, column: 4 }
    expect(cleanFrames('', place)).toEqual(['shop.example/a.js:3:4'])
    expect(cleanFrames('nonsense', place)).toEqual(['shop.example/a.js:3:4'])
    expect(cleanFrames('', NOWHERE)).toEqual([])
  })
})
