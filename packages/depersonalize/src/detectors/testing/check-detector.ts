import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Detector } from '../../engine/detector.ts'
import type { Hint } from '../../engine/hint.ts'
import { traitsOf } from '../../engine/traits.ts'

interface Examples {
  /** Text with what must be found in « », and the words of its key. */
  readonly found: readonly (readonly [marked: string, hint?: Partial<Hint>])[]
  readonly left: readonly (readonly [text: string, hint?: Partial<Hint>])[]
}

const PROSE: Hint = { position: 'error_message', words: [] }
const MARK = /[«»]/g

/** The text with every find in « ». */
export function marked(detector: Detector, text: string, hint: Partial<Hint> = {}): string {
  let shown = ''
  let from = 0
  for (const { start, end } of detector.find(text, { ...PROSE, ...hint }, traitsOf(text))) {
    shown += `${text.slice(from, start)}«${text.slice(start, end)}»`
    from = end
  }
  return shown + text.slice(from)
}

/** What every detector promises, checked on its own examples and on texts grown out of them. */
export function checkDetector(detector: Detector, { found, left }: Examples): void {
  const texts = [...found, ...left].map(([text]) => text.replace(MARK, ''))
  const hints = [...found, ...left].map(([, hint]) => ({ ...PROSE, ...hint }))

  describe('finds', () => {
    it.each(found.map(([text, hint]) => [text, hint ?? {}] as const))('%s %j', (text, hint) => {
      expect(marked(detector, text.replace(MARK, ''), hint)).toBe(text)
    })
  })

  describe('leaves', () => {
    it.each(left.map(([text, hint]) => [text, hint ?? {}] as const))('%s %j', (text, hint) => {
      expect(marked(detector, text, hint)).toBe(text)
    })
  })

  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' }), fc.constantFrom('\ud83d', '\udc00\ud800')),
    {
      maxLength: 6,
    },
  )
  const wild = fc.tuple(pieces, fc.constantFrom('', ' ', '/', ','), fc.constantFrom(...hints))

  it('needs what it finds, left to right, within the text', () => {
    fc.assert(
      fc.property(wild, ([parts, joint, hint]) => {
        const text = parts.join(joint)
        const traits = traitsOf(text)
        const findings = detector.find(text, hint, traits)
        if (findings.length > 0) expect(detector.needs(traits)).toBe(true)
        let from = 0
        for (const { start, end } of findings) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          from = end
        }
        expect(from).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing in a placeholder', () => {
    for (const type of ['email', 'name', 'national-id', 'date-of-birth', 'token'])
      for (const hint of hints) expect(marked(detector, `[${type}] /[${type}]`, hint)).not.toContain('«')
  })
}
