import { LIMITS } from '@lethe/catalogue'
import { seededRandom } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from './depersonalizer.ts'
import { DETECTORS } from './detectors.ts'
import { BAIT, baitOf } from './testing/bait.ts'
import { POSITIONS } from './testing/every-position.ts'

const engine = openDepersonalizer({ detectors: DETECTORS })
const positions = Object.entries(POSITIONS)
const ID_BAIT = [...BAIT, 'orders/', '/a1b2c3d4e5', 'ord_8F3kd92', '/48213377/', '/7', '.html', 'order-']

describe('any text at all', () => {
  it('is scrubbed without a throw, within its bound, 100,000 times', () => {
    const random = seededRandom(4)
    for (let at = 0; at < 100_000; at++) {
      // Most are short, since one trap beside another is what matters.
      const text = baitOf(random, at % 5 === 0 ? 6 : 3)
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
})
