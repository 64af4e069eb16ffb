import { once } from 'node:events'
import { connect, type OnReadOpts, type Socket } from 'node:net'
import { type SocketPlace, withSocketPath } from './socket-path.ts'

/** Connects to a Unix socket; rejects with the system's error when nobody listens there. */
export async function connectUnix(place: SocketPlace, onread?: OnReadOpts): Promise<Socket> {
  return withSocketPath(place, async (path) => {
    const socket = connect({ path, ...(onread && { onread }) })
    await once(socket, 'connect')
    return socket
  })
}
