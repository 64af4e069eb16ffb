import { Agent, request } from 'node:http'
import type { KnownVisitor } from './visitors.ts'
import { visitBody } from './visitors.ts'

/** Sends a page view over a connection that stays open, as those of a proxy do, until `close` is called. */
export async function leaveLastRequest(
  target: { origin: string; client_key: string },
  visitor: KnownVisitor,
): Promise<{ close(): void }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await new Promise<void>((resolve, reject) => {
    const sent = request(`${target.origin}/api/rum/events`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'text/plain', 'x-forwarded-for': visitor.ip, 'user-agent': visitor.user_agent },
    })
    sent.on('response', (answer) => answer.resume().on('end', resolve))
    sent.on('error', reject)
    sent.end(JSON.stringify(visitBody(target.client_key, visitor)))
  })
  return { close: () => agent.destroy() }
}
