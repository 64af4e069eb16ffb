import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { connectUnix } from './connect-unix.ts'
import { FrameReader, writeJson } from './frames.ts'
import type { SocketPlace } from './socket-path.ts'

const CHUNK_BYTES = 1024 ** 2

/** Plain data and the memory that it describes. */
export interface MemoryImage<Image = unknown> {
  readonly image: Image
  readonly parts: readonly Uint8Array[]
}

/** Sends an image straight from the memory it was taken of, which must not change until the other side has it. */
export async function sendMemory(socket: Socket, { image, parts }: MemoryImage): Promise<void> {
  writeJson(socket, { image, lengths: parts.map(({ length }) => length) })
  await pipeline(Readable.from(parts), socket, { end: false })
}

/** What comes first of an image, and the image when all of it is there. */
export interface Arriving<Image> {
  readonly image: Image
  readonly whole: Promise<MemoryImage<Image>>
}

/** Receives an image; every part is memory of its own. Resolves when the sender has begun. */
export async function receiveMemory<Image>(reader: FrameReader): Promise<Arriving<Image>> {
  const { image, lengths } = await reader.json<{ image: Image; lengths: readonly number[] }>()
  return { image, whole: receiveParts(reader, lengths).then((parts) => ({ image, parts })) }
}

async function receiveParts(reader: FrameReader, lengths: readonly number[]): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  for (const length of lengths) {
    const part = new Uint8Array(length)
    await reader.fill(part)
    parts.push(part)
  }
  return parts
}

/** Connects to read an image: what comes passes through one buffer, which is zeroed when the connection ends. */
export async function connectForMemory(place: SocketPlace): Promise<{ socket: Socket; reader: FrameReader }> {
  const buffer = Buffer.alloc(CHUNK_BYTES)
  const reader = new FrameReader(() => socket.resume())
  const callback = (length: number, chunk: Uint8Array): boolean => reader.put(chunk.subarray(0, length))
  const socket = await connectUnix(place, { buffer, callback })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    reader.end()
    buffer.fill(0)
  })
  return { socket, reader }
}
