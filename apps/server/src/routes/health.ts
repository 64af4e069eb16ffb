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
  readonly now: () => number
}

const LOOK_MS = 1_000

/**
 * `GET /health`: the process lives. `GET /ready`: it takes beacons, which it does while the events store is away as long as
 * the spool has room; warnings name what the operator should mend.
 */
export function addHealth(app: App, readiness: Readiness): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('OK'))
  const isEventsStoreThere = openLook(readiness)
  app.get('/ready', async (_request, reply) => {
    await readiness.pingSessions()
    const { refused, ...spool } = readiness.spoolState()
    const isThere = await isEventsStoreThere()
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

/** Whether the events store answers. It is asked once a second at most, since anybody may ask us, and every answer is a query. */
function openLook({ pingEvents, now }: Pick<Readiness, 'pingEvents' | 'now'>): () => Promise<boolean> {
  let lookedAt = Number.NEGATIVE_INFINITY
  let last: Promise<boolean> | null = null
  const look = () =>
    pingEvents().then(
      () => true,
      () => false,
    )
  return () => {
    // A clock that was set back must not keep an old answer.
    if (last !== null && Math.abs(now() - lookedAt) < LOOK_MS) return last
    lookedAt = now()
    last = look()
    return last
  }
}
