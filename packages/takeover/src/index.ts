/**
 * What a running server says on its sockets in the data folder: to the command line, and to the process that takes its
 * memory over. Imports the catalogue only. Read `messages.ts` first.
 */
export { connectUnix } from './connect-unix.ts'
export { type FrameReader, readsFrom, writeJson } from './frames.ts'
export { jsonLines, writeLine } from './json-lines.ts'
export { listenUnix, type UnixServer } from './listen-unix.ts'
export { type Arriving, connectForMemory, type MemoryImage, receiveMemory, sendMemory } from './memory-transfer.ts'
export * from './messages.ts'
export type { SocketPlace } from './socket-path.ts'
