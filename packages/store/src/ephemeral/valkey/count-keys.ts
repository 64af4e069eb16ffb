import type { EphemeralSize } from '../port.ts'
import type { Connection } from './connection.ts'
import { KEY_PATTERN, LETTER } from './keys.ts'

const SLICE = '1000'

/** Counts by looking at every key in slices, so that beacons pass in between. */
export async function countKeys(connection: Connection): Promise<EphemeralSize> {
  const counts = new Map<string, number>()
  let visitors = 0
  let cursor = '0'
  do {
    const [next, names] = (await connection.ask(['SCAN', cursor, 'MATCH', KEY_PATTERN, 'COUNT', SLICE], 'bytes')) as [
      Buffer,
      Buffer[],
    ]
    cursor = next.toString()
    for (const name of names) {
      const letter = String.fromCharCode(name[name.indexOf('}') + 1] ?? 0)
      counts.set(letter, (counts.get(letter) ?? 0) + 1)
      if (letter === LETTER.seen) visitors += Number(await connection.ask(['SCARD', name]))
    }
  } while (cursor !== '0')
  const count = (letter: string) => counts.get(letter) ?? 0
  return {
    scopes: count(LETTER.day),
    sessions: count(LETTER.live),
    day_visitors: visitors,
    pages: count(LETTER.page),
    day_keys: count(LETTER.day) + count(LETTER.previous),
  }
}
