// Sends beacons over connections that are kept, in a process of its own, and prints what came of them. Usage: node load.mjs WORK, JSON:
// { origin, client_key, form: 'single' | 'batch', connections, visitors, url, and seconds or items, rate (requests a second; 0: any) }
import { once } from 'node:events'
import { connect } from 'node:net'

const BATCH = 10
const AGAIN_MS = 100
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const work = JSON.parse(process.argv[2])
const perRequest = work.form === 'batch' ? BATCH : 1
const most = work.items ? work.items / perRequest : Number.POSITIVE_INFINITY
const began = performance.now()
const ends = work.items ? Number.POSITIVE_INFINITY : began + work.seconds * 1000
const times = []
let [sent, refused, wrong] = [0, 0, 0]

function bodyOf(number) {
  if (work.form === 'single') {
    const phases = { page_load_dns: 12, page_load_ttfb: 180, page_load_total: 900 }
    const page = { url: work.url, referrer: 'https://search.example/', language: 'en-US', screen_width: 1280 }
    return JSON.stringify({
      client_key: work.client_key,
      event_name: 'Pageview',
      environment: 'production',
      ...page,
      ...phases,
    })
  }
  const items = Array.from({ length: BATCH }, (_, at) => ({
    id: `${process.pid}-${number}-${at}`,
    page: 'p',
    type: at === 0 ? 'pageview' : 'event',
    age_ms: 10 * at,
    ...(at > 0 && { name: 'step', value: at, props: { plan: 'pro' } }),
  }))
  const context = { language: 'en', screen_class: 'lg', is_automated: false, is_gpc: false, is_dnt: false }
  return JSON.stringify({ v: 1, client_key: work.client_key, context, pages: [{ id: 'p', url: work.url }], items })
}

function requestOf(number) {
  const body = bodyOf(number)
  const visitor = number % work.visitors
  const address = `11.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`
  const head = `POST /api/rum/events HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\nuser-agent: ${AGENT}\r\n`
  return `${head}x-forwarded-for: ${address}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Status of the next answer, and whether it is the last of its connection. */
async function answerOf(socket) {
  let text = ''
  for (;;) {
    text += (await once(socket, 'data'))[0].toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) continue
    const head = text.slice(0, end).toLowerCase()
    if (text.length >= end + 4 + Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0)) {
      return { status: Number(head.slice(9, 12)), isLast: head.includes('connection: close') }
    }
  }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function open() {
  const socket = connect({ port: Number(new URL(work.origin).port), host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return socket
}

async function send() {
  let socket = await open()
  while (sent < most && performance.now() < ends) {
    const number = sent++
    const due = work.rate ? began + (number * 1000) / work.rate : performance.now()
    if (due > performance.now()) await wait(due - performance.now())
    for (;;) {
      socket.write(requestOf(number))
      const { status, isLast } = await answerOf(socket)
      if (isLast) {
        socket.destroy()
        socket = await open()
      }
      if (status !== 503) {
        if (status !== 202) wrong++
        break
      }
      refused++
      await wait(AGAIN_MS)
    }
    times.push(performance.now() - due)
  }
  socket.destroy()
}

await Promise.all(Array.from({ length: work.connections }, send))
const seconds = (performance.now() - began) / 1000
times.sort((one, other) => one - other)
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
const items = times.length * perRequest
console.log(
  JSON.stringify({ requests: times.length, items, refused, wrong, seconds, p50_ms: at(0.5), p99_ms: at(0.99) }),
)
