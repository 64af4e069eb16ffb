import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity } from '@lethe/identity'
import { type MemoryEphemeral, openMemoryEphemeral } from '@lethe/store/ephemeral'
import { connectForMemory, listenUnix, receiveMemory, sendMemory } from '@lethe/takeover'

/*
 * What `lethe restart` does with the memory: takes an image of the sessions of many live visitors (default 1,000,000), sends it
 * over a Unix socket to another process, which loads it. `npm run bench -- takeover [VISITORS]`, one JSON object a line.
 * About a minute, most of it to make the visitors.
 */
const [, program = '', argument = '1000000', folder = ''] = process.argv
const VISITORS = Number(argument)
const SOCKET = 'takeover.sock'
const ENTRIES = 1000
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const NOW = Date.now()

type Image = ReturnType<MemoryEphemeral['image']>['image']
type Figures = Readonly<Record<string, readonly [value: number, unit: string]>>

const print = (figures: Figures) => {
  for (const [metric, [value, unit]] of Object.entries(figures)) {
    const rounded = Math.round(value * 100) / 100
    console.log(JSON.stringify({ bench: 'takeover', metric, value: rounded, unit, live_visitors: VISITORS }))
  }
}
const megabytes = () => process.memoryUsage().rss / 1024 ** 2
const since = (start: number): readonly [number, string] => [performance.now() - start, 'ms']

async function visit(ephemeral: MemoryEphemeral, visitor: number, view: number): Promise<number> {
  const path = `/p/${(visitor + view) % ENTRIES}`
  const names = ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? path : name])
  const [facts] = await openIdentity({ ephemeral, randomBytes }).identify({
    site_id: 1,
    environment: 'production',
    timezone: 'UTC',
    ip: `${11 + (visitor >> 24)}.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`,
    user_agent: AGENT,
    items: [
      {
        type: 'pageview',
        is_automatic: false,
        path,
        age_ms: 0,
        page_id: `${view}-${visitor}-0123456789abcdef`,
        entry: Object.fromEntries(names) as EntryFacts,
      },
    ],
  })
  return facts?.session_seq ?? 0
}

async function old(): Promise<void> {
  const ephemeral = openMemoryEphemeral({ randomBytes, now: () => NOW })
  for (let visitor = 0; visitor < VISITORS; visitor++) await visit(ephemeral, visitor, 0)
  const place = { folder: mkdtempSync(join(tmpdir(), 'lethe-bench-')), name: SOCKET }
  const accepted: Promise<Socket>[] = []
  const server = await listenUnix(place, (socket) => accepted.push(Promise.resolve(socket)))
  const successor = fork(program, [argument, place.folder], { env: { ...process.env, SUCCESSOR_NOW: String(NOW) } })
  await once(successor, 'message')
  const socket = (await accepted[0]) as Socket
  const before = megabytes()
  const start = performance.now()
  const image = ephemeral.image()
  const taken = since(start)
  await sendMemory(socket, image)
  const [figures] = (await once(successor, 'message')) as [Figures]
  const bytes = image.parts.reduce((total, { length }) => total + length, 0)
  print({
    image_time: taken,
    image_size: [bytes / 1024 ** 2, 'MiB'],
    image_parts: [image.parts.length, 'parts'],
    whole_time: since(start),
    sender_rss: [before, 'MiB'],
    sender_rss_growth: [megabytes() - before, 'MiB'],
    ...figures,
  })
  socket.destroy()
  await server.close()
  successor.kill()
  await ephemeral.close()
  rmSync(place.folder, { recursive: true })
}

async function successor(): Promise<void> {
  const now = Number(process.env.SUCCESSOR_NOW)
  const ephemeral = openMemoryEphemeral({ randomBytes, now: () => now })
  const { reader } = await connectForMemory({ folder, name: SOCKET })
  const before = megabytes()
  process.send?.('here')
  const { image, parts } = await (await receiveMemory<Image>(reader)).whole
  const loading = performance.now()
  ephemeral.load(image, parts)
  const loaded = since(loading)
  const seqs = [
    await visit(ephemeral, 0, 1),
    await visit(ephemeral, VISITORS - 1, 1),
    await visit(ephemeral, VISITORS, 1),
  ]
  if (seqs.join() !== '2,2,1') throw new Error(`sessions did not go on: ${seqs.join()}`)
  const figures: Figures = { load_time: loaded, successor_rss_growth: [megabytes() - before, 'MiB'] }
  process.send?.(figures)
}

await (folder === '' ? old() : successor())
