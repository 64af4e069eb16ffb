import type { App } from '../web/zod-provider.ts'

interface Readiness {
  /** Rejects when a store does not answer. */
  ping(): Promise<void>
  /** What the operator should mend, a sentence each. */
  warnings(): readonly string[]
}

/** `GET /health`: the process lives. `GET /ready`: its stores answer; warnings name what the operator should mend. */
export function addHealth(app: App, readiness: Readiness): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('OK'))
  app.get('/ready', async (_request, reply) => {
    await readiness.ping()
    return reply.header('cache-control', 'no-store').send({ is_ready: true, warnings: readiness.warnings() })
  })
}
