import { once } from 'node:events'
import { Server } from 'node:net'
import type { App } from '../web/zod-provider.ts'
import type { Starter } from './starter.ts'

/** The listening socket itself, which Node.js passes between processes without listening on it on the way. */
const handleOf = (app: App): unknown => (app.server as unknown as { readonly _handle: unknown })._handle

/** Gives the listening socket away: connections that are made from now on wait in the system's queue for who gets it. */
export async function giveListener(app: App, starter: Starter): Promise<void> {
  starter.send({ type: 'listener' }, handleOf(app))
  await starter.next(['listener_kept'], { ms: 5_000 })
  // TRICKY: the HTTP server's own `close` would also end connections that are about to send their next request.
  Server.prototype.close.call(app.server)
}

/** Serves on a socket that another process has listened on. */
export async function listenOn(app: App, handle: unknown): Promise<void> {
  app.server.listen(handle)
  await once(app.server, 'listening')
}
