import { once } from 'node:events'
import { chmod, rename, rm, stat } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type SocketPlace, withSocketPath } from './socket-path.ts'

/** A listening socket that only its owner may connect to. */
export interface UnixServer {
  /** Takes no more connections; those that are there stay. Takes the socket away, unless another process has put its own there. */
  close(): Promise<void>
}

/** Listens on a Unix socket with mode 0600. It appears at once and whole, in place of what a crashed or an older process left. */
export async function listenUnix(place: SocketPlace, onConnection: (socket: Socket) => void): Promise<UnixServer> {
  const path = join(place.folder, place.name)
  const fresh = `${path}.${process.pid}`
  const server = createServer(onConnection)
  await rm(fresh, { force: true })
  await withSocketPath({ ...place, name: `${place.name}.${process.pid}` }, async (short) => {
    server.listen(short)
    await once(server, 'listening')
  })
  await chmod(fresh, 0o600)
  const { ino } = await stat(fresh)
  await rename(fresh, path)
  return {
    async close() {
      server.close()
      const there = await stat(path).catch(() => null)
      if (there?.ino === ino) await rm(path, { force: true })
    },
  }
}
