import { setTimeout as pause } from 'node:timers/promises'
import type { DemoResponse } from '@lethe/demo'
import { nothingHere, securityHeaders } from '@lethe/http'
import type { App } from './zod-provider.ts'

/** Path of the demo shop. */
export const DEMO_BASE = '/demo'

type Demo = (path: string, query: URLSearchParams) => DemoResponse | null

/** The demo shop's pages, with the headers that it asks for on top of ours. */
export function addDemoPages(app: App, demo: Demo): void {
  const headers = securityHeaders('demo')
  app.get(DEMO_BASE, (_request, reply) => reply.redirect(`${DEMO_BASE}/`))
  app.get(`${DEMO_BASE}/*`, async (request, reply) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost')
    const page = demo(pathname, searchParams)
    if (page === null) throw nothingHere()
    if (page.delay_ms !== undefined) await pause(page.delay_ms)
    return reply.code(page.status).headers(headers).headers(page.headers).send(page.body)
  })
}
