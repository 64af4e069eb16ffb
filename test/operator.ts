import type { QueryRequest } from '@lethe/catalogue'
import type { StartedServer } from './started-server.ts'

export const OPERATOR = { email: 'owner@example.org', name: 'Owner', password: 'a long enough passphrase' }

/** The owner of a fresh instance, signed in over the public API. */
export interface Operator {
  get<T>(path: string): Promise<T>
  query<T>(request: Omit<QueryRequest, 'site'> & { site: string }): Promise<T>
  send(method: string, path: string, body?: unknown): Promise<Response>
}

/** Opens the one-time link and sets the owner account up, as the set-up page does. */
export async function setUpOperator(server: StartedServer): Promise<Operator> {
  const token = server.setupUrl && new URL(server.setupUrl).searchParams.get('token')
  if (!token) throw new Error(`no set-up link in:\n${server.output()}`)
  const answer = await fetch(`${server.origin}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({ token, ...OPERATOR }),
  })
  if (!answer.ok) throw new Error(`set-up answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(server.origin + path, {
      method,
      headers: { cookie, origin: server.origin, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const read = async <T>(answer: Response): Promise<T> => {
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return {
    send,
    get: async (path) => read(await send('GET', path)),
    query: async (request) => read(await send('POST', '/api/sites/query', request)),
  }
}
