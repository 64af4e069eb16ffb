import { type Account, AppError } from '@lethe/catalogue'
import { refuseCrossSite, securityHeaders } from '@lethe/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import '../web/route-facts.ts'
import type { App } from '../web/zod-provider.ts'
import { dropLoginCookie, putLoginCookie, readLoginCookie } from './cookie.ts'
import { LOGIN_MAX_MS, type LoginSessions } from './login-sessions.ts'

/** Every route of this instance needs a signed-in account unless it says `access: 'public'`; writes must be same-origin. */
export function guard(api: App, settings: { logins: LoginSessions; publicUrl: string | null }): void {
  const headers = securityHeaders('api')
  api.decorateRequest('account', null)
  api.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('cache-control', 'no-store')
    refuseCrossSite(request, settings.publicUrl)
    await identifyAccount(request, reply, settings.logins)
    if (request.routeOptions.config.access !== 'public' && request.account === null) {
      throw new AppError('unauthenticated', 'Sign in first.')
    }
  })
}

/** Fills `request.account` from the cookie, and hands the browser its new token after a rotation. */
async function identifyAccount(request: FastifyRequest, reply: FastifyReply, logins: LoginSessions): Promise<void> {
  const token = readLoginCookie(request)
  if (token === null) return
  const signedIn = await logins.find(token)
  if (signedIn === null) return dropLoginCookie(reply)
  request.account = signedIn.account
  const newToken = await logins.rotate(signedIn)
  if (newToken !== null) putLoginCookie(reply, newToken, LOGIN_MAX_MS)
}

/** The account of a route that the gate lets only accounts into. */
export function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new AppError('internal', 'The route has no gate.')
  return request.account
}

/** Viewers and members look; owners and admins change. */
export function assertMayChange(request: FastifyRequest): void {
  if (!['owner', 'admin'].includes(accountOf(request).role)) {
    throw new AppError('forbidden', 'Only owners and admins may change this.')
  }
}
