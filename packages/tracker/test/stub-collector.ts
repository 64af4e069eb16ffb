import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly headers: IncomingMessage['headers']
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: the tests assert on what came, whatever it is
  readonly beacon: any
}

/** A collector that writes down what arrives, and serves the script and the pages that a test names. */
export interface StubCollector {
  readonly origin: string
  readonly received: Received[]
  /** Paths of all requests. */
  readonly requested: string[]
  /** HTML by path; a missing path is an empty page with the tracker. */
  readonly pages: Map<string, string>
  /** Statuses of the next answers; 202 when empty. */
  readonly answers: number[]
  close(): Promise<void>
}

const KEY = '0123456789abcdef0123456789abcdef'

/** The documented snippet with options, and a body. */
export function pageHtml(body = '', options: Record<string, unknown> = {}, before = ''): string {
  const config = JSON.stringify({ clientKey: KEY, ...options })
  return `<!doctype html><html lang="en"><head><title>t</title><link rel="icon" href="data:,"><script>${before}</script>
<script>window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }; lethe('config', ${config})</script>
<script async src="/script.js"></script></head><body>${body || '<h1>Hello</h1>'}</body></html>`
}

export async function openStubCollector(scriptFile: string): Promise<StubCollector> {
  const script = await readFile(scriptFile)
  const received: Received[] = []
  const pages = new Map<string, string>()
  const answers: number[] = []
  const requested: string[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stub').pathname
    requested.push(path)
    if (path === '/script.js') return response.setHeader('content-type', 'text/javascript').end(script)
    if (path === '/api/rum/events') {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const status = answers.shift() ?? 202
      received.push({ headers: request.headers, status, beacon: JSON.parse(Buffer.concat(chunks).toString()) })
      response.setHeader('access-control-allow-origin', '*')
      return response.writeHead(status).end()
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(pages.get(path) ?? pageHtml())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    requested,
    pages,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Resolves once `find` answers something truthy; looks again after every 20 ms, for at most `within` ms. */
export async function until<T>(find: () => T | undefined | false | null, what: string, within = 8000): Promise<T> {
  const end = Date.now() + within
  for (;;) {
    const found = find()
    if (found) return found
    if (Date.now() > end) throw new Error(`did not arrive within ${within} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
