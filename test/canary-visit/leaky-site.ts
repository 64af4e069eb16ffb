import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KEPT_KEYS, LEAKS } from './canaries.ts'

/** A body as it left a browser. */
export interface Arrival {
  readonly beacon: { readonly pages: readonly { readonly url: string }[] }
  readonly body: string
}

/** A website that serves the tracker and takes its beacons under its own host, as a first party does, and passes them on. */
export interface LeakySite {
  readonly origin: string
  readonly arrivals: readonly Arrival[]
  close(): Promise<void>
}

const WORDS = 'A headline that is the largest text of the page'
/** PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function openLeakySite(lethe: string, client_key: string): Promise<LeakySite> {
  const arrivals: Arrival[] = []
  const html = pageHtml(client_key)
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    if (path === '/script.js' || path === '/api/rum/events') {
      const body = await bodyOf(request)
      if (body !== '') arrivals.push({ body, beacon: JSON.parse(body) as Arrival['beacon'] })
      const answer = await fetch(lethe + path, {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        ...(body !== '' && { body }),
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      return response.end(Buffer.from(await answer.arrayBuffer()))
    }
    const type = path.startsWith('/img/') ? 'image/png' : path.startsWith('/js/') ? 'text/javascript' : 'text/html'
    response.setHeader('content-type', `${type}; charset=utf-8`)
    return response.end(type === 'image/png' ? PIXEL : type === 'text/html' ? html : BUSY)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    arrivals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Keeps the button busy, so that the interaction is slow, and pushes the page down. */
const BUSY = `document.querySelector('button').addEventListener('click', () => {
  for (const end = performance.now() + 250; performance.now() < end; );
})
setTimeout(() => {
  document.querySelector('#shifting-' + 'place').style.height = '300px'
  document.title = 'shifted'
}, 600)`

/** Ids, classes, files and a title that carry every canary. */
function pageHtml(client_key: string): string {
  const config = {
    clientKey: client_key,
    includeURLQueryParams: KEPT_KEYS,
    includeURLFragment: true,
    autoTrackClicks: true,
  }
  const classes = LEAKS.filter(({ hasForm }) => hasForm)
    .map(({ value }) => value.replaceAll(' ', '_'))
    .join(' ')
  const inPath = LEAKS.map(({ segment, value }) => `${segment}/${encodeURIComponent(value)}`).join('/')
  const [email] = LEAKS
  const marked = (id: string) => `id="${id}-${escaped(email?.value ?? '')}" class="${escaped(classes)}"`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(classes)}</title><link rel="icon" href="data:,">
<script>window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }; lethe('config', ${JSON.stringify(config)})</script>
<script async src="/script.js"></script></head><body>
<div id="shifting-place"></div>
<img ${marked('hero')} src="/img/${inPath}/hero.png?q=${encodeURIComponent(email?.value ?? '')}" width="700" height="400" alt="">
<div ${marked('box')}><p>${WORDS}</p><button ${marked('buy')}>Buy for ${escaped(email?.value ?? '')}</button></div>
<a href="https://out.example/${inPath}?q=${encodeURIComponent(email?.value ?? '')}" onclick="event.preventDefault()">Out</a>
<script src="/js/${inPath}/busy.js"></script></body></html>`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> => ({
  'user-agent': headers['user-agent'] ?? '',
  'x-forwarded-for': String(headers['x-forwarded-for'] ?? '81.2.69.142'),
  ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
})

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
