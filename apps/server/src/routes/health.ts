import type { SpoolState } from '@lethe/catalogue'
import type { App } from '../web/zod-provider.ts'

interface Readiness {
  /** Rejects when sessions cannot be moved. */
  pingSessions(): Promise<void>
  /** Rejects when the events store does not answer. */
  pingEvents(): Promise<void>
  spoolState(): SpoolState
  /** What the operator should mend, a sentence each. */
  warnings(): readonly string[]
}

/**
 * `GET /health`: the process lives. `GET /ready`: it takes beacons, which it does while the events store is away as long as
 * the spool has room; warnings name what the operator should mend.
 */
export function addHealth(app: App, readiness: Readiness): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('OK'))
  app.get('/ready', async (_request, reply) => {
    await readiness.pingSessions()
    const { refused, ...spool } = readiness.spoolState()
    const isThere = await readiness.pingEvents().then(
      () => true,
      () => false,
    )
    return reply
      .code(spool.is_open ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        is_ready: spool.is_open,
        spool: { ...spool, refused_count: refused.length },
        events_store: isThere ? 'reachable' : 'away',
        warnings: readiness.warnings(),
      })
  })
}
