import { AppError } from '@lethe/catalogue'
import type { Spool } from '@lethe/store/spool'
import { assertMayChange } from '../auth/gate.ts'
import { refusedId, spoolState } from '../schemas/spool.ts'
import { spoolStateOf } from '../spool-state.ts'
import type { App } from '../web/zod-provider.ts'

export interface SpoolParts {
  readonly spool: Pick<Spool, 'depth' | 'retry' | 'discard'>
  readonly now: () => number
}

/** What waits for the events store, and what it refused: for owners and admins. */
export function addSpool(api: App, { spool, now }: SpoolParts): void {
  api.get(
    '/api/spool',
    {
      schema: { response: { 200: spoolState } },
      config: { summary: 'What waits for the events store, and what it refused', errors: ['forbidden'] },
    },
    (request) => {
      assertMayChange(request)
      const state = spoolStateOf(spool, now())
      return { ...state, refused: [...state.refused] }
    },
  )
  api.post(
    '/api/spool/refused/:id/retry',
    {
      schema: { params: refusedId },
      config: { summary: 'Try to write a refused batch again', errors: ['forbidden', 'not_found'] },
    },
    async (request, reply) => {
      assertMayChange(request)
      assertFound(await spool.retry(BigInt(request.params.id)))
      return reply.code(204).send()
    },
  )
  api.delete(
    '/api/spool/refused/:id',
    {
      schema: { params: refusedId },
      config: { summary: 'Delete a refused batch', errors: ['forbidden', 'not_found'] },
    },
    async (request, reply) => {
      assertMayChange(request)
      assertFound(await spool.discard(BigInt(request.params.id)))
      return reply.code(204).send()
    },
  )
}

function assertFound(isFound: boolean): void {
  if (!isFound) throw new AppError('not_found', 'There is no such refused batch.')
}
