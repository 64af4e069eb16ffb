import { setTimeout as wait } from 'node:timers/promises'
import { AppError, ERROR_CODES } from '@lethe/catalogue'
import { PROBLEM_TYPE, toProblem } from '@lethe/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../web/zod-provider.ts'

const POLL_MS = 5

/** How requests leave a server that is about to end, so that none is cut off. */
export interface Doorway {
  readonly isShut: boolean
  /** To be called before there are any routes. */
  watch(app: App): void
  /** From now on a connection ends with its next answer; the client connects anew, to whoever listens then. */
  partWithClients(): void
  /** From now on every request is told to come again in a second. */
  shut(): void
  /** Resolves when none of these requests is under way, or after so many milliseconds. */
  quiet(which: 'all' | 'slow', within_ms: number): Promise<void>
}

/** Beacons take a moment; what asks the engine may take seconds. */
const isSlow = (request: FastifyRequest): boolean => request.url.startsWith('/api/sites')

export function openDoorway(): Doorway {
  let state: 'open' | 'parting' | 'shut' = 'open'
  const underWay = { all: 0, slow: 0 }
  const count = (request: FastifyRequest, reply: FastifyReply) => {
    const counted = isSlow(request) ? (['all', 'slow'] as const) : (['all'] as const)
    for (const which of counted) underWay[which]++
    reply.raw.once('close', () => {
      for (const which of counted) underWay[which]--
    })
  }
  return {
    get isShut() {
      return state === 'shut'
    },
    watch: (app) => {
      app.addHook('onRequest', async (request, reply) => {
        if (state === 'shut') return refuse(request, reply)
        if (state === 'parting') reply.header('connection', 'close')
        count(request, reply)
      })
    },
    partWithClients: () => {
      state = 'parting'
    },
    shut: () => {
      state = 'shut'
    },
    quiet: async (which, within_ms) => {
      for (let left = within_ms; underWay[which] > 0 && left > 0; left -= POLL_MS) await wait(POLL_MS)
    },
  }
}

const LEAVING = new AppError('overloaded', 'The server is being restarted. Try again in a second.')

/** Readable across origins, so that a page's console stays clean. */
function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(ERROR_CODES[LEAVING.code].status)
    .headers({
      'retry-after': '1',
      connection: 'close',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblem(LEAVING, request.id)))
}
