/**
 * The ephemeral store: session map, day keys and day sets, in memory and never on disk (privacy: "The two-layer session
 * mechanism"). May import the catalogue. Read `port.ts`, then `walk-beacon.ts`, which is the session algorithm.
 */
import type { EphemeralStore } from './port.ts'
import type { ValkeyOptions } from './valkey/valkey.ts'

export { type Grant, grantOf, type Rate, UNUSED } from './limits/gcra.ts'
export { type MemoryEphemeral, openMemoryEphemeral } from './memory.ts'
export * from './port.ts'
export type { ValkeyOptions }

/** Removes every key of ours on a Valkey or Redis server; how many there were. Throws `store_unavailable`. */
export async function destroyValkey(url: string): Promise<number> {
  const valkey = await import('./valkey/destroy-valkey.ts')
  return valkey.destroyValkey(url)
}

/** Opens the ephemeral store on a Valkey or Redis server. The client library is loaded only now. */
export async function openValkeyEphemeral(options: ValkeyOptions): Promise<EphemeralStore> {
  const valkey = await import('./valkey/valkey.ts')
  return valkey.openValkeyEphemeral(options)
}
