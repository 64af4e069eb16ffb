import type { App } from '../web/zod-provider.ts'

interface Readiness {
  /** Rejects when a store does not answer. */
  ping(): Promise<void>
  /** A private peer sent forwarding headers without being trusted: all visitors look like one. */
  hasUntrustedProxy(): boolean
}

/** `GET /health`: the process lives. `GET /ready`: its stores answer, and its settings fit what arrives. */
export function addHealth(app: App, readiness: Readiness): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('OK'))
  app.get('/ready', async (_request, reply) => {
    await readiness.ping()
    const warnings = readiness.hasUntrustedProxy()
      ? ['A proxy that is not trusted forwards visitors; set LETHE_TRUSTED_PROXIES to its address.']
      : []
    return reply.header('cache-control', 'no-store').send({ is_ready: true, warnings })
  })
}
