import { LIMITS } from '@lethe/catalogue'
import { type SeededRandom, seededRandom } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from './depersonalizer.ts'
import { DETECTORS } from './detectors.ts'
import { POSITIONS } from './testing/every-position.ts'
import { ENCODINGS, PLANTED } from './testing/planted.ts'

const engine = openDepersonalizer({ detectors: DETECTORS })
const positions = Object.entries(POSITIONS)

/** The value is in the text in any way that anybody would try. */
function isIn(text: string, value: string): boolean {
  const seen = [text]
  for (let round = 0; round < 4; round++) seen.push(decodeAll(seen[round] ?? ''))
  for (const run of seen.flatMap((one) => one.match(/[\w+/-]{8,}={0,2}/g) ?? [])) {
    for (let from = 0; from < 4; from++) seen.push(Buffer.from(run.slice(from), 'base64').toString())
  }
  const bare = (one: string) =>
    decodeAll(one)
      .normalize('NFKC')
      .replace(/[^A-Za-z0-9@:.]/g, '')
      .toLowerCase()
  return seen.some((one) => bare(one).includes(bare(value)))
}

function decodeAll(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
}

describe.each(Object.entries(PLANTED))('no planted %s survives', (_type, values) => {
  it.each(Object.entries(ENCODINGS))('%s', (_encoding, encode) => {
    for (const value of values) {
      for (const [position, scrub] of positions) {
        const scrubbed = scrub(engine, encode(value))
        expect(isIn(scrubbed, value), `${position}: ${encode(value)} to ${scrubbed}`).toBe(false)
      }
    }
  })
})

const BAIT = [
  '%25',
  '%2525',
  '%',
  '%u0041',
  '&#64;',
  '&#x110000;',
  '\\u0040',
  '%C3%28',
  '%FF',
  'a@',
  '@a.',
  '@',
  '.',
  '..',
  '::',
  ':',
  '/',
  '//',
  '\\',
  '?q=',
  '#',
  ';a=',
  '=',
  '==',
  '&',
  '+',
  '-',
  '_',
  ' ',
  "'",
  '"',
  '`',
  '(',
  ')',
  '[',
  ']',
  '[email]',
  '[name',
  'email]',
  '{',
  '<',
  '\u202e',
  '\u200b',
  '\ud800',
  '\udc00',
  '\u0000',
  '\n',
  '。',
  '＠',
  '％４０',
  'ﷺ',
  '½',
  '\u{1f468}\u200d\u{1f469}',
  '0',
  '1',
  '12',
  '4111',
  '1111111111111111',
  'DE89',
  'ffff',
  'eyJ',
  'eyJhbGci.',
  'users/',
  'name=',
  'https://',
  'Mozilla/5.0 (',
  'YW5uQG1haWwuZXhhbXBsZQ',
  'JTI1',
  'WVc1dQ',
  'x',
  'word',
  'ann@mail.example',
  '203.0.113.7',
  '1.2.3.4',
  '%32',
  '%40',
  'aaaaaaaaaaaa',
] as const

const ID_BAIT = [...BAIT, 'orders/', '/a1b2c3d4e5', 'ord_8F3kd92', '/48213377/', '/7', '.html', 'order-']

/** A text out of pieces that are each a trap; now and then one trap over and over. */
function baitOf(random: SeededRandom, maxPieces: number, bait: readonly string[] = BAIT): string {
  const pieces = 1 + random.below(maxPieces)
  if (random.chance(0.1)) return random.pick(bait).repeat(pieces)
  return Array.from({ length: pieces }, () => random.pick(bait)).join('')
}

describe('any text at all', () => {
  it('is scrubbed without a throw, within its bound, 100,000 times', () => {
    const random = seededRandom(4)
    for (let at = 0; at < 100_000; at++) {
      const text = baitOf(random, 6)
      const [position, scrub] = random.pick(positions)
      if (scrub(engine, text).length > LIMITS.url_chars) expect.fail(`${position}: ${JSON.stringify(text)}`)
    }
  }, 60_000)

  it('stays the same when it is scrubbed again', () => {
    const random = seededRandom(5)
    const again: Record<string, (text: string) => string> = {
      path: (text) => engine.pagePath(text),
      referrer: (text) => engine.referrer({ hostname: 'x.example', path: text }).path,
      host: (text) => engine.referrer({ hostname: text, path: '/' }).hostname,
      text: (text) => engine.text(text),
      message: (text) =>
        engine.error({ filename: '', line: 0, column: 0, type: 'E', message: text, stack: '' }).template,
      resource: (text) => engine.column('path', text),
      event: (text) => engine.eventName(text),
      release: (text) => engine.release(text),
      props: (text) => JSON.stringify(engine.props(JSON.parse(text[0] === '{' ? text : JSON.stringify({ k: text })))),
    }
    for (let at = 0; at < 20_000; at++) {
      const text = baitOf(random, 8, ID_BAIT)
      const [position, scrub] = random.pick(Object.entries(again))
      const once = scrub(position === 'props' ? JSON.stringify({ [text]: text }) : text)
      if (scrub(once) !== once) expect(scrub(once), `${position}: ${JSON.stringify(text)}`).toBe(once)
    }
  }, 60_000)

  it('holds no address, wherever it was planted among traps', () => {
    const random = seededRandom(6)
    // Numbers beside it would make it another number.
    const tame = BAIT.filter((piece) => !/[1-9]/.test(piece))
    for (let at = 0; at < 20_000; at++) {
      const value = random.pick(['ann.meyer@mail.example', '203.0.113.77', '4111111111111111'])
      const planted = random.pick(Object.values(ENCODINGS))(value)
      const text = `${baitOf(random, 3, tame)}/${planted}/${baitOf(random, 3, tame)}`
      const [position, scrub] = random.pick(positions)
      if (isIn(scrub(engine, text), value)) expect.fail(`${position}: ${JSON.stringify(text)}`)
    }
  }, 60_000)
})
