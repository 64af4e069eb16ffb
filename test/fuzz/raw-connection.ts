import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const SILENT_MS = 20_000
const NO_CHUNKS = '0\r\n\r\n'

/** What came back over one connection. */
export interface Answers {
  readonly statuses: readonly number[]
  /** Whether the server has said or shown that it takes no more. */
  readonly isClosed: boolean
}

/** A connection on which any bytes can be sent, and which counts the answers. */
export interface RawConnection {
  /**
   * Sends and resolves after as many answers, or when the server closes. Throws when neither comes, and when more comes than
   * was asked for.
   */
  ask(bytes: Buffer, answers: number, half_close?: boolean): Promise<Answers>
  close(): void
}

export async function openRawConnection(origin: string): Promise<RawConnection> {
  const socket: Socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', allowHalfOpen: true })
  socket.setNoDelay(true)
  await once(socket, 'connect')
  let received: Buffer = Buffer.alloc(0)
  let isEnded = false
  let wake = () => {}
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    wake()
  })
  const end = () => {
    isEnded = true
    wake()
  }
  socket.on('end', end).on('close', end).on('error', end)
  socket.setTimeout(SILENT_MS, () => socket.destroy(new Error('silent')))

  return {
    async ask(bytes, answers, half_close = false) {
      const statuses: number[] = []
      let isLast = false
      if (half_close) socket.end(bytes)
      else socket.write(bytes)
      while (statuses.length < answers && !isLast) {
        const answer = takeAnswer(received)
        if (answer !== null) {
          received = answer.rest
          statuses.push(answer.status)
          isLast = answer.is_last
        } else if (isEnded) isLast = true
        else await new Promise<void>((resolve) => (wake = resolve))
      }
      if (received.length > 0) throw new Error(`more than ${answers} answers: ${received.subarray(0, 80)}`)
      return { statuses, isClosed: isLast || half_close }
    },
    close: () => socket.destroy(),
  }
}

/** The first whole answer of what was received. */
function takeAnswer(received: Buffer): { status: number; is_last: boolean; rest: Buffer } | null {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = received.toString('latin1', 0, end).toLowerCase()
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0)
  // Node's own refusals are chunks, and none.
  const total = end + 4 + (/\r\ntransfer-encoding: chunked/.test(head) ? NO_CHUNKS.length : length)
  if (received.length < total) return null
  const status = Number(/^http\/1\.1 (\d{3}) /.exec(head)?.[1])
  return { status, is_last: /\r\nconnection: close/.test(head), rest: received.subarray(total) }
}
