import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CONTROL_SOCKET, connectUnix, type RestartDone, type UnixServer } from '@lethe/takeover'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControl } from './control.ts'

let folder = ''
let server: UnixServer
const DONE: RestartDone = { type: 'done', version: '0.1.0', sessions: 3, sites: 1, waited_ms: 5 }

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-control-'))
  server = await openControl({ folder, restart: async () => DONE, onDone: () => undefined })
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** Everything that the server says until it ends the connection. */
async function answerTo(request: string): Promise<unknown> {
  const socket: Socket = await connectUnix({ folder, name: CONTROL_SOCKET })
  socket.on('error', () => undefined)
  socket.write(request)
  return JSON.parse(await text(socket))
}

describe('openControl', () => {
  it('does what is asked', async () => {
    expect(await answerTo('{"command":"restart"}\n')).toEqual(DONE)
  })

  it.each(['x\n', 'null\n', '5\n', '{"command":"stop"}\n', 'x'.repeat(5_000)])('refuses %.20s', async (request) => {
    expect(await answerTo(request)).toMatchObject({ type: 'failed', code: 'invalid_request' })
  })
})
