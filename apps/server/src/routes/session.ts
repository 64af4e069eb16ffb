import { AppError, type LoginState } from '@lethe/catalogue'
import type { ClientIp, LoginThrottle } from '@lethe/http'
import type { ControlStore } from '@lethe/store/control'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dropLoginCookie, putLoginCookie, readLoginCookie } from '../auth/cookie.ts'
import { LOGIN_MAX_MS, type LoginSessions, withoutSecrets } from '../auth/login-sessions.ts'
import type { Passwords } from '../auth/passwords.ts'
import { tokenHash } from '../auth/tokens.ts'
import { loginBody, loginState, setupBody } from '../schemas/session.ts'
import type { Reach } from '../web/origin.ts'
import type { App } from '../web/zod-provider.ts'

const SWEEP_MS = 30_000

export interface SessionParts {
  readonly control: Pick<ControlStore, 'accounts' | 'setupLinks'>
  readonly logins: LoginSessions
  readonly passwords: Passwords
  readonly throttle: LoginThrottle
  readonly clientIp: ClientIp
  readonly reach: Reach
  readonly now: () => number
}

/** Who is signed in, the first account, signing in and out. */
export function addSession(api: App, parts: SessionParts): void {
  forgetNetworks(api, parts.throttle)
  const stateOf = async (request: FastifyRequest, account: LoginState['account']): Promise<LoginState> => ({
    account,
    is_set_up: (await parts.control.accounts.count()) > 0,
    can_sign_in: parts.reach.canKeepCookie(request),
  })
  api.get(
    '/api/session',
    { schema: { response: { 200: loginState } }, config: { access: 'public', summary: 'Who is signed in' } },
    (request) => stateOf(request, request.account),
  )
  api.post(
    '/api/setup',
    {
      schema: { body: setupBody, response: { 200: loginState } },
      config: {
        access: 'public',
        summary: "Make the owner's account with the one-time link",
        errors: ['forbidden', 'conflict', 'rate_limited'],
      },
    },
    async (request, reply) => stateOf(request, await setUp({ parts, request, reply }, request.body)),
  )
  api.post(
    '/api/login',
    {
      schema: { body: loginBody, response: { 200: loginState } },
      config: {
        access: 'public',
        summary: 'Sign in',
        errors: ['unauthenticated', 'forbidden', 'rate_limited', 'overloaded'],
      },
    },
    async (request, reply) => stateOf(request, await signIn({ parts, request, reply }, request.body)),
  )
  api.post(
    '/api/logout',
    { schema: { response: { 200: loginState } }, config: { access: 'public', summary: 'Sign out' } },
    async (request, reply) => {
      const token = readLoginCookie(request)
      if (token !== null) await parts.logins.end(token)
      dropLoginCookie(reply)
      return stateOf(request, null)
    },
  )
}

interface Exchange {
  readonly parts: SessionParts
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function setUp(exchange: Exchange, body: { token: string; email: string; name: string; password: string }) {
  const { parts, request } = exchange
  assertCookieWorks(exchange)
  if ((await parts.control.accounts.count()) > 0) throw new AppError('conflict', 'There is an owner already. Sign in.')
  const address = parts.clientIp.address(request.raw)
  countAttempt(parts, address)
  if (!(await parts.control.setupLinks.consume(tokenHash(body.token), parts.now()))) {
    throw new AppError('forbidden', 'The set-up link is used or too old. Restart Lethe: it prints a new one.')
  }
  parts.throttle.recordSuccess(address)
  const password_hash = await parts.passwords.hash(body.password)
  const account = await parts.control.accounts.create({
    email: body.email,
    name: body.name,
    role: 'owner',
    password_hash,
  })
  return begin(exchange, account)
}

/** Also when nobody signs in for hours. */
function forgetNetworks(api: App, throttle: LoginThrottle): void {
  const timer = setInterval(() => throttle.sweep(), SWEEP_MS)
  api.addHook('onClose', async () => {
    clearInterval(timer)
    throttle.close()
  })
}

async function signIn(exchange: Exchange, body: { email: string; password: string }) {
  const { parts, request } = exchange
  assertCookieWorks(exchange)
  const address = parts.clientIp.address(request.raw)
  countAttempt(parts, address)
  const account = await parts.control.accounts.byEmail(body.email)
  const isRight = await parts.passwords.isRight(body.password, account?.password_hash ?? null)
  if (account === null || !isRight) {
    throw new AppError('unauthenticated', 'The email address or the password is wrong.')
  }
  parts.throttle.recordSuccess(address)
  return begin(exchange, account)
}

/** Counts as failed until it succeeds, so that guesses sent all at once are counted too. */
function countAttempt({ throttle }: SessionParts, address: string): void {
  throttle.check(address)
  throttle.recordFailure(address)
}

/** A new token at every sign-in; what the browser had before ends. */
async function begin({ parts, request, reply }: Exchange, account: Parameters<typeof withoutSecrets>[0]) {
  const before = readLoginCookie(request)
  if (before !== null) await parts.logins.end(before)
  putLoginCookie(reply, await parts.logins.start(account.id), LOGIN_MAX_MS)
  return withoutSecrets(account)
}

function assertCookieWorks({ parts, request }: Exchange): void {
  if (parts.reach.canKeepCookie(request)) return
  throw new AppError(
    'forbidden',
    'Signing in needs https, or a browser on the same machine. Put a TLS proxy in front, or use an SSH tunnel to localhost.',
  )
}
