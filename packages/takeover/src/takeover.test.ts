import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectUnix } from './connect-unix.ts'
import { readsFrom, writeJson } from './frames.ts'
import { listenUnix } from './listen-unix.ts'
import { connectForMemory, receiveMemory, sendMemory } from './memory-transfer.ts'
import { refusalOf } from './messages.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lethe-takeover-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** A listening socket, and its first connection as both ends see it. */
async function connected(folder = root) {
  const place = { folder, name: 'a.sock' }
  let accept: (socket: Socket) => void = () => undefined
  const accepted = new Promise<Socket>((resolve) => {
    accept = resolve
  })
  return { place, server: await listenUnix(place, (socket) => accept(socket)), accepted }
}

describe('a socket in a folder', () => {
  it('is for its owner only, replaces what was left there, and goes away', async () => {
    writeFileSync(join(root, 'a.sock'), 'left by a crash')
    const { place, server, accepted } = await connected()
    expect(readdirSync(root)).toEqual(['a.sock'])
    expect(statSync(join(root, 'a.sock')).mode & 0o777).toBe(0o600)
    const socket = await connectUnix(place)
    socket.end()
    ;(await accepted).end()
    await server.close()
    expect(readdirSync(root)).toEqual([])
    await expect(connectUnix(place)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('leaves the socket that another has put in its place', async () => {
    const { place, server } = await connected()
    const successor = await listenUnix(place, (socket) => socket.end('new'))
    await server.close()
    const socket = await connectUnix(place)
    expect(String((await once(socket, 'data'))[0])).toBe('new')
    await successor.close()
    expect(existsSync(join(root, 'a.sock'))).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')('may lie deeper than a socket path is long', async () => {
    const folder = join(root, 'd'.repeat(100), 'e'.repeat(100))
    mkdirSync(folder, { recursive: true })
    const { place, server, accepted } = await connected(folder)
    const socket = await connectUnix(place)
    ;(await accepted).end('here')
    expect(String((await once(socket, 'data'))[0])).toBe('here')
    expect(statSync(join(folder, 'a.sock')).mode & 0o777).toBe(0o600)
    await server.close()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('memory over a socket', () => {
  it('arrives byte for byte, each part in memory of its own, between other messages', async () => {
    const { place, server, accepted } = await connected()
    const parts = [0, 1, 3, 65_536, 3_000_001, 0].map((length) => new Uint8Array(randomBytes(length)))
    const image = { scopes: [['1:production', { ends_at: 5 }]] }
    const { socket, reader } = await connectForMemory(place)
    writeJson(socket, { hello: 'there' })
    const old = await accepted
    expect(await readsFrom(old).json()).toEqual({ hello: 'there' })
    writeJson(old, { type: 'go' })
    expect(await reader.json()).toEqual({ type: 'go' })
    const [received] = await Promise.all([
      receiveMemory(reader).then(({ whole }) => whole),
      sendMemory(old, { image, parts }),
    ])
    expect(received.image).toEqual(image)
    expect(received.parts.map((part, at) => Buffer.compare(part, parts[at] ?? part))).toEqual([0, 0, 0, 0, 0, 0])
    expect(received.parts.map(({ length }) => length)).toEqual([0, 1, 3, 65_536, 3_000_001, 0])
    expect(received.parts.every((part) => part.buffer.byteLength === part.length)).toBe(true)
    socket.destroy()
    old.destroy()
    await server.close()
  })

  it('is not there when the connection ends early, and the sender learns of it', async () => {
    const { place, server, accepted } = await connected()
    const { socket, reader } = await connectForMemory(place)
    const old = await accepted
    const receiving = receiveMemory(reader).then(({ whole }) => whole)
    const sending = sendMemory(old, { image: {}, parts: [new Uint8Array(50_000_000)] })
    socket.destroy()
    const [received, sent] = await Promise.allSettled([receiving, sending])
    expect(received).toMatchObject({ status: 'rejected', reason: { message: 'the connection ended early' } })
    expect(sent).toMatchObject({ status: 'rejected' })
    await server.close()
  })

  it('refuses a message that is longer than agreed', async () => {
    const { place, server, accepted } = await connected()
    const { socket } = await connectForMemory(place)
    writeJson(socket, { token: 'x'.repeat(5_000) })
    await expect(readsFrom(await accepted).json(4_096)).rejects.toThrow('longer')
    socket.destroy()
    await server.close()
  })
})

describe('refusalOf', () => {
  const form = { protocol: 1, format: 'sessions 1', version: '0.1.0' }

  it('lets another version take over that speaks the same', () => {
    expect(refusalOf(form, { ...form, version: '0.2.0' })).toBeNull()
  })

  it.each([{ protocol: 2 }, { format: 'sessions 2' }])('names both versions when %o differs', (change) => {
    const words = refusalOf(form, { ...form, version: '0.2.0', ...change })
    expect(words).toContain('Lethe 0.2.0')
    expect(words).toContain('Lethe 0.1.0')
  })
})
