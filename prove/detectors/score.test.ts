import { describe, expect, it } from 'vitest'
import type { LabelledItem } from './item.ts'
import { FROZEN_SEED, labelledSet } from './labelled-set.ts'
import { type Scrub, score } from './score.ts'
import { toMarkdown } from './score-tables.ts'

/** Every fifth item: all types, positions and encodings are in it. */
const items = labelledSet(FROZEN_SEED).filter((_, at) => at % 5 === 0)
const personal = items.filter(({ is_benign }) => !is_benign)

const fromLabels = (change: (type: string) => string): Scrub => {
  const put = (item: LabelledItem, text: string) =>
    item.spans.reduce((sofar, { type, written }) => sofar.replaceAll(written, () => change(type)), text)
  return (item) => ({
    output: put(item, item.text),
    ...(item.key === undefined ? {} : { kept_key: put(item, item.key) }),
  })
}
const one = (id: RegExp) => personal.find((item) => id.test(item.id)) as LabelledItem

describe('score', () => {
  it('gives a scrubber that reads the labels full marks', () => {
    const report = score(
      items,
      fromLabels((type) => `[${type}]`),
    )
    expect(report.misses).toEqual([])
    expect(report.all.found).toBe(report.all.spans)
    expect(report.all.right).toBe(report.all.claims)
    expect(report.all.exact).toBe(report.all.claims)
    expect([report.all.altered, report.all.overscrubbed]).toEqual([0, 0])
  })

  it('gives a scrubber that does nothing no recall, in whatever encoding', () => {
    const report = score(items, ({ text }) => ({ output: text }))
    const found = personal
      .filter(({ id }) => !report.misses.some((miss) => miss.id === id))
      .map(({ id, text }) => `${id} ${text}`)
    expect(found).toEqual([])
    expect(report.all.found).toBe(0)
    expect(report.all.claims).toBe(0)
    expect(report.all.altered).toBe(0)
  })

  it('gives a scrubber that redacts everything full recall and bad precision', () => {
    const report = score(items, () => ({ output: '[email]', kept_key: '' }))
    expect(report.all.found).toBe(report.all.spans)
    expect(report.all.right / report.all.claims).toBeLessThan(0.5)
    expect(report.all.altered / report.all.harmless).toBeGreaterThan(0.8)
    const dropped = score(items, () => ({ output: '', kept_key: '' }))
    expect(dropped.by_type.untyped?.right).toBeLessThan((dropped.by_type.untyped?.claims ?? 0) / 2)
  })

  it('counts the wrong placeholder as found, and as right but not exact', () => {
    const { all, by_type } = score(
      personal,
      fromLabels(() => '[card]'),
    )
    expect(all.found).toBe(all.spans)
    expect(all.right).toBe(all.claims)
    expect(by_type.card?.exact).toBe(personal.filter(({ types }) => types.includes('card')).length)
  })

  it('sees a secret that only changed its form, and what is left of a number', () => {
    const card = {
      ...one(/^card/),
      text: '4111111111111111',
      spans: [{ ...one(/^card/).spans[0], secrets: ['4111111111111111'] }],
    } as LabelledItem
    const outputs = [
      '4111 1111 1111 1111',
      '%34111111111111111',
      '4111111111[card]',
      Buffer.from(card.text).toString('base64'),
    ]
    for (const output of outputs) expect(score([card], () => ({ output })).all.found).toBe(0)
    expect(score([card], () => ({ output: '[card] 1111' })).all.found).toBe(1)
  })

  it('counts words that went with a secret, and a claim on a harmless text', () => {
    const message = { ...one(/^name/), text: 'User Jane Roe not found', keep: ['User', 'found'] } as LabelledItem
    const lost = score([message], () => ({ output: '[name]' }))
    expect([lost.all.overscrubbed, lost.by_type.name?.false_positives, lost.by_type.name?.right]).toEqual([1, 1, 0])
    const harmless = { ...(items.find(({ is_benign }) => is_benign) as LabelledItem), tolerated: ['number'], keep: [] }
    expect(score([harmless], () => ({ output: '[name]' })).false_positives).toEqual({
      name: { [harmless.position]: 1 },
    })
    expect(score([harmless], () => ({ output: '[number]' })).false_positives).toEqual({})
  })

  it('prints tables', () => {
    const text = toMarkdown(
      score(
        items,
        fromLabels((type) => `[${type}]`),
      ),
    )
    expect(text).toMatch(/\| email \| \d+ \| 100\.00 % \|/)
    expect(text).toMatch(/\| all \| .* \| 0 \(0\.00 %\) \|/)
  })
})
