import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@lethe/catalogue'
import { toAppError } from '@lethe/http'
import {
  CONTROL_SOCKET,
  type ControlAnswer,
  type ControlRequest,
  listenUnix,
  type RestartDone,
  type UnixServer,
  writeLine,
} from '@lethe/takeover'

const LAST_WORDS_MS = 500
const MAX_REQUEST_CHARS = 4_096
const REQUEST_WITHIN_MS = 5_000

export interface ControlPorts {
  readonly folder: string
  /** Hands over to a successor; throws an `AppError` when it could not. */
  readonly restart: (step: (text: string) => void) => Promise<RestartDone>
  /** Called when a successor serves and the command line knows it. */
  readonly onDone: () => void
}

/** Listens to the command line, on a socket that only this user may connect to. One restart at a time. */
export function openControl({ folder, restart, onDone }: ControlPorts): Promise<UnixServer> {
  let isBusy = false
  const obey = async (socket: Socket) => {
    const tell = (answer: ControlAnswer) => writeLine(socket, answer)
    try {
      const { command } = await requestOf(socket)
      if (command !== 'restart') throw new AppError('invalid_request', 'The server does not know this command.')
      if (isBusy) throw new AppError('conflict', 'A restart is under way already.')
      isBusy = true
      // After a success it stays so: the next restart is the successor's.
      const step = (text: string) => tell({ type: 'step', text })
      const undo = (error: unknown) => {
        isBusy = false
        throw error
      }
      tell(await restart(step).catch(undo))
    } catch (thrown) {
      const { code, message } = toAppError(thrown)
      tell({ type: 'failed', code, message })
      return void socket.end()
    }
    socket.end()
    if (!socket.destroyed) await Promise.race([once(socket, 'close'), wait(LAST_WORDS_MS)])
    onDone()
  }
  return listenUnix({ folder, name: CONTROL_SOCKET }, (socket) => {
    socket.on('error', () => undefined)
    void obey(socket)
  })
}

/** Reads no more and waits no longer than a request may take: a program that is lost here costs nothing. */
async function requestOf(socket: Socket): Promise<Partial<ControlRequest>> {
  const timer = setTimeout(() => socket.destroy(), REQUEST_WITHIN_MS)
  try {
    let text = ''
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += chunk
      if (text.includes('\n') || text.length > MAX_REQUEST_CHARS) break
    }
    return Object(JSON.parse(text.slice(0, MAX_REQUEST_CHARS))) as Partial<ControlRequest>
  } catch {
    throw new AppError('invalid_request', 'The server does not understand what was asked.')
  } finally {
    clearTimeout(timer)
    socket.resume()
  }
}
