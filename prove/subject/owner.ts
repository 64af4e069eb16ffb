/** The owner of an instance, signed in over the public API. */
export interface Owner {
  /** The answer as JSON. Throws when it is a refusal. */
  ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
  text(method: string, path: string, body?: unknown): Promise<string>
  status(method: string, path: string): Promise<number>
}

/** Sets the owner's account up with the one-time link that the server has printed. */
export async function openOwner(origin: string, printed: string): Promise<Owner> {
  const token = /\/setup\?token=(\S+)/.exec(printed)?.[1]
  if (token === undefined) throw new Error('the server has printed no set-up link')
  let cookie = ''
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = { cookie, origin, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const sent = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const answer = await fetch(origin + path, sent)
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const account = { token, email: 'owner@example.org', name: 'Owner', password: 'a long enough passphrase' }
  const answer = await send('POST', '/api/setup', account)
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    ask: async (method, path, body) => (await send(method, path, body)).json() as never,
    text: async (method, path, body) => (await send(method, path, body)).text(),
    status: async (method, path) => (await send(method, path)).status,
  }
}
