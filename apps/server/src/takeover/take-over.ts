import { AppError } from '@lethe/catalogue'
import {
  connectForMemory,
  receiveMemory,
  TAKEOVER_PROTOCOL,
  TAKEOVER_SOCKET,
  type TakeoverAnswer,
  writeJson,
} from '@lethe/takeover'
import type { LiveImage, LiveMemory } from '../live-memory.ts'

const MAX_ANSWER_BYTES = 4_096

export interface TakeOver {
  readonly folder: string
  readonly version: string
  readonly token: string
  /** Empty; becomes that of the old process. */
  readonly memory: LiveMemory
}

/**
 * Reports to the running server and takes its memory over. Resolves when the old process has closed its stores; what it
 * resolves with, when the memory is here. Throws `conflict` when it refuses, `upstream_unavailable` when it ends on the way.
 */
export async function takeOver(work: TakeOver): Promise<{ readonly received: Promise<void> }> {
  const { folder, version, token, memory } = work
  const { socket, reader } = await connectForMemory({ folder, name: TAKEOVER_SOCKET })
  try {
    writeJson(socket, { token, protocol: TAKEOVER_PROTOCOL, format: memory.format, version })
    const answer = await reader.json<TakeoverAnswer>(MAX_ANSWER_BYTES)
    if (answer.type === 'refused') throw new AppError('conflict', answer.message)
    const { whole } = await receiveMemory<LiveImage>(reader)
    const received = whole.then((image) => memory.load(image), brokenOff).finally(() => socket.destroy())
    return { received }
  } catch (cause) {
    socket.destroy()
    return brokenOff(cause)
  }
}

function brokenOff(cause: unknown): never {
  if (cause instanceof AppError) throw cause
  throw new AppError('upstream_unavailable', 'The running server did not hand its memory over.', { cause })
}
