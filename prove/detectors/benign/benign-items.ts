import type { SeededRandom } from '@lethe/testkit'
import type { LabelledItem } from '../item.ts'
import { HARMLESS } from './values.ts'

export const BENIGN_COUNT = 3_600
/** Finite lists run out: a text that came up before is drawn again, up to this often, and may then stand twice. */
const ATTEMPTS = 8

/** URLs, messages and values of real shapes without anybody's data: whatever a detector removes here, it should not have. */
export function benignItems(random: SeededRandom): LabelledItem[] {
  const seen = new Set<string>()
  return Array.from({ length: BENIGN_COUNT }, (_, turn): LabelledItem => {
    let item = draw(random, turn)
    for (let attempt = 1; attempt < ATTEMPTS && seen.has(`${item.key}=${item.text}`); attempt++)
      item = draw(random, turn)
    seen.add(`${item.key}=${item.text}`)
    return item
  })
}

function draw(random: SeededRandom, turn: number): LabelledItem {
  const [category, , harmless] = random.weighted(HARMLESS.map((one) => [one, one[1]] as const))
  return {
    id: `benign-${turn}`,
    encoding: 'plain',
    locale: 'any',
    types: [],
    spans: [],
    secrets: [],
    context: 'none',
    is_benign: true,
    category,
    ...harmless(random),
  }
}
