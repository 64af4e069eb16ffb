import type { KnownVisitor } from './visitors.ts'

/** Requests that are refused, since faults are where addresses get into logs: not read, too large, wrong type, not there. */
export async function sendRefused(origin: string, visitor: KnownVisitor): Promise<number[]> {
  const headers = { 'x-forwarded-for': visitor.ip, 'user-agent': visitor.user_agent, 'content-type': 'text/plain' }
  const query = `email=${encodeURIComponent(visitor.email)}&name=${encodeURIComponent(visitor.name)}`
  const post = (path: string, body: string, type = 'text/plain') =>
    fetch(origin + path, { method: 'POST', body, headers: { ...headers, 'content-type': type, cookie: `a=${query}` } })
  const answers = await Promise.all([
    post(`/api/rum/events?${query}`, `{"broken ${visitor.email}`),
    post('/api/rum/events', JSON.stringify({ v: 1, client_key: visitor.email, items: [{}] })),
    post('/api/rum/events', `${visitor.email} ${'x'.repeat(200_000)}`),
    post('/api/rum/events', visitor.email, 'application/x-www-form-urlencoded'),
    post('/api/sites/query', JSON.stringify({ site: visitor.email }), 'application/json'),
    fetch(`${origin}/nothing/${encodeURIComponent(visitor.email)}?${query}`, { headers }),
    fetch(`${origin}/%ff${encodeURIComponent(visitor.name)}`, { headers }),
    fetch(`${origin}/api/sites/${encodeURIComponent(visitor.name)}?${query}`, { headers }),
  ])
  for (const answer of answers) await answer.arrayBuffer()
  return answers.map(({ status }) => status)
}
