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
 * Reports to the running server and takes its memory over. When this resolves, the old process has closed its stores. Throws
 * `conflict` when it refuses, `upstream_unavailable` when it ends on the way.
 */
export async function takeOver({ folder, version, token, memory }: TakeOver): Promise<void> {
  const { socket, reader } = await connectForMemory({ folder, name: TAKEOVER_SOCKET })
  try {
    writeJson(socket, { token, protocol: TAKEOVER_PROTOCOL, format: memory.format, version })
    const answer = await reader.json<TakeoverAnswer>(MAX_ANSWER_BYTES)
    if (answer.type === 'refused') throw new AppError('conflict', answer.message)
    memory.load(await receiveMemory<LiveImage>(reader))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('upstream_unavailable', 'The running server did not hand its memory over.', { cause })
  } finally {
    socket.destroy()
  }
}
