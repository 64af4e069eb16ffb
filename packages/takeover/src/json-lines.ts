import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** Writes one message. What a peer that has gone away does not read is of no interest. */
export function writeLine(socket: Socket, message: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
}

/** Messages until the other end closes. Throws `SyntaxError` on a line that is none. */
export async function* jsonLines(socket: Socket): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }))
    yield JSON.parse(line)
}
