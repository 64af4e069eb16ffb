/**
 * The ephemeral store: session map, day keys and day sets, in memory and never on disk (privacy: "The two-layer session
 * mechanism"). May import the catalogue. Read `port.ts`, then `walk-beacon.ts`, which is the session algorithm.
 */
export { openMemoryEphemeral } from './memory.ts'
export * from './port.ts'
