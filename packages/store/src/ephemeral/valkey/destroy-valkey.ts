import { parseAddress } from './address.ts'
import { Connection, toUnavailable } from './connection.ts'
import { KEY_PATTERN } from './keys.ts'
import { removeKeys } from './remove-keys.ts'

const TIMEOUT_MS = 5_000

/** Removes every key of ours on the server; how many there were. Throws `store_unavailable`. */
export async function destroyValkey(url: string): Promise<number> {
  try {
    const connection = await Connection.open({ address: parseAddress(url), timeout_ms: TIMEOUT_MS })
    try {
      return await removeKeys(connection, KEY_PATTERN)
    } finally {
      connection.close()
    }
  } catch (error) {
    throw toUnavailable(error)
  }
}
