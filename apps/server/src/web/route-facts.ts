import type { Account, ErrorCode } from '@lethe/catalogue'
import type { z } from 'zod'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call a route under `/api`; `account` when it says nothing. */
    access?: 'public' | 'account'
    /** For the OpenAPI document, which lists only routes that have one. */
    summary?: string
    /** Refusals beside those that every route has. */
    errors?: readonly ErrorCode[]
    /** Documents the body of a route that reads it itself. */
    body?: z.ZodType
  }
  interface FastifyRequest {
    /** Who is signed in; null on public routes without a login. */
    account: Account | null
  }
}
