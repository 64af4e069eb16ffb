import { timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  listenUnix,
  readsFrom,
  type SuccessorHello,
  TAKEOVER_SOCKET,
  type TakeoverAnswer,
  type TakeoverForm,
  writeJson,
} from '@lethe/takeover'

const MAX_HELLO_BYTES = 4_096
const HELLO_WITHIN_MS = 5_000

/** A successor that has shown its token. */
export interface Arrival {
  readonly form: TakeoverForm
  readonly socket: Socket
  answer(answer: TakeoverAnswer): void
}

/** Where the successor reports; there during a takeover only. */
export interface Reception {
  /** The first that shows the token. Others are shown out without a word. */
  readonly arrival: Promise<Arrival>
  close(): Promise<void>
}

export async function openReception(folder: string, token: string): Promise<Reception> {
  const sockets = new Set<Socket>()
  let arrive: (arrival: Arrival) => void = () => undefined
  const arrival = new Promise<Arrival>((resolve) => {
    arrive = resolve
  })
  const receive = async (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    const timer = setTimeout(() => socket.destroy(), HELLO_WITHIN_MS)
    try {
      const hello = await readsFrom(socket).json<SuccessorHello>(MAX_HELLO_BYTES)
      if (!isSame(String(hello.token), token)) throw new Error('another token')
      const { protocol, format, version } = hello
      arrive({ form: { protocol, format, version }, socket, answer: (answer) => writeJson(socket, answer) })
    } catch {
      socket.destroy()
    } finally {
      clearTimeout(timer)
    }
  }
  const server = await listenUnix({ folder, name: TAKEOVER_SOCKET }, (socket) => void receive(socket))
  return {
    arrival,
    close: async () => {
      await server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const isSame = (shown: string, expected: string): boolean =>
  shown.length === expected.length && timingSafeEqual(Buffer.from(shown), Buffer.from(expected))
