import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * `__Host-` binds the cookie to this host and to secure connections. Browsers take it over plain HTTP from 127.0.0.1 and
 * localhost too (seen in Chromium and in Firefox 153). Strict is enough: the dashboard asks for its data itself.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export const COOKIE_NAME = '__Host-lethe'
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

export const readLoginCookie = (request: FastifyRequest): string | null => request.cookies[COOKIE_NAME] ?? null

export const putLoginCookie = (reply: FastifyReply, token: string, lifetimeMs: number): void => {
  reply.setCookie(COOKIE_NAME, token, { ...ATTRIBUTES, maxAge: Math.floor(lifetimeMs / 1000) })
}

export const dropLoginCookie = (reply: FastifyReply): void => {
  reply.clearCookie(COOKIE_NAME, ATTRIBUTES)
}
