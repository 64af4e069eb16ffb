import type { Connection } from './connection.ts'

const SLICE = '1000'

/** Removes all keys of a pattern, in slices, so that beacons pass in between. How many there were. */
export async function removeKeys(connection: Connection, pattern: string): Promise<number> {
  let removed = 0
  let cursor = '0'
  do {
    const scan = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', SLICE]
    const [next, names] = (await connection.ask(scan, 'bytes')) as [Buffer, Buffer[]]
    cursor = next.toString()
    if (names.length > 0) removed += Number(await connection.ask(['DEL', ...names]))
  } while (cursor !== '0')
  return removed
}
