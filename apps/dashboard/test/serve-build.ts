import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { answer } from '../mock/api.ts'

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

// The policy the server sends with the dashboard: no inline script, no eval, nothing from elsewhere.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"

/** Builds the dashboard into a temporary folder and serves it, under a strict content policy, over the mock API. */
export async function serveBuild() {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-dashboard-'))
  await build({
    root: join(import.meta.dirname, '..'),
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  })
  const server = createServer(async (request, response) => {
    const { url = '/', method = 'GET' } = request
    if (url.startsWith('/api/')) {
      let body = ''
      for await (const chunk of request) body += chunk
      const { status, json } = answer(method, url, body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(json && JSON.stringify(json))
      return
    }
    const isFile = /^\/(assets\/[\w.-]+|favicon\.svg)$/.test(url)
    const file = await readFile(join(folder, isFile ? url : 'index.html'))
    response
      .writeHead(200, { 'content-security-policy': POLICY, 'content-type': TYPES[extname(url)] ?? 'text/html' })
      .end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}
