import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from '../depersonalizer.ts'
import { PLAIN_DETECTORS } from '../testing/plain-detectors.ts'

const engine = openDepersonalizer({ detectors: PLAIN_DETECTORS })
const PLACE = { filename: '', line: 0, column: 0 }
const errorTemplate = (message: string) => engine.error({ ...PLACE, type: 'Error', message, stack: '' }).template

describe('the template of a message', () => {
  it.each([
    ["User 'Hannah Meyer' not found", 'User [text] not found'],
    ["User 'hannah' not found", 'User [text] not found'],
    [
      'Unexpected token "ann@mail.example" in JSON at position 12',
      'Unexpected token [text] in JSON at position [number]',
    ],
    ["Cannot read properties of undefined (reading 'price')", "Cannot read properties of undefined (reading 'price')"],
    ["undefined is not an object (evaluating 'cart.total')", "undefined is not an object (evaluating 'cart.total')"],
    ["Cannot set properties of null (setting 'a b')", 'Cannot set properties of null (setting [text])'],
    [
      'Minified React error #418; visit https://react.dev/errors/418?args[]=Ann',
      'Minified React error #418; visit https://react.dev/errors/[number]',
    ],
    ['Request failed with status code 404', 'Request failed with status code 404'],
    ['Ohne „Hannah“, ‚Eva‘, “Ann” und «Zoé» geht nichts', 'Ohne [text], [text], [text] und [text] geht nichts'],
    ['HTTP 503 after 1,234.5 ms', 'HTTP 503 after [number] ms'],
    ['moved by -3.5 px', 'moved by [number] px'],
    ['Loading chunk 17 failed', 'Loading chunk [number] failed'],
    ['bad form: user=ann&pass=secret', 'bad form: user=[text]&pass=[text]'],
    ["can't convert undefined to object", "can't convert undefined to object"],
    ['x.utf8 is not a function', 'x.utf8 is not a function'],
    ['', ''],
  ])('%s', (message, template) => {
    expect(errorTemplate(message)).toBe(template)
  })

  it('looks at the first 1,024 characters only', () => {
    expect(errorTemplate('x'.repeat(5_000))).toBe('x'.repeat(1_024))
  })

  it('takes no longer for hostile texts', () => {
    const hostile = ["'", '"`', '?', 'a=', '1,', '://', '@a.', ':a'].map((piece) => piece.repeat(2_000))
    const started = performance.now()
    for (const text of hostile) errorTemplate(text)
    // Generous: a quadratic pattern over 1,024 characters would still pass, an exponential one never ends.
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
