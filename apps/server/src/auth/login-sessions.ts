import type { Account } from '@lethe/catalogue'
import type { ControlStore, Login, StoredAccount } from '@lethe/store/control'
import { newToken, tokenHash } from './tokens.ts'

const HOUR_MS = 3_600_000
const IDLE_MS = 12 * HOUR_MS
/** A login ends after this, however busy it is. */
export const LOGIN_MAX_MS = 14 * 24 * HOUR_MS
const ROTATE_AFTER_MS = HOUR_MS
/** Requests that were under way when the token changed still count this long. */
const PREVIOUS_MS = 60_000
const TOUCH_AFTER_MS = 60_000

export interface SignedIn {
  readonly account: Account
  readonly login: Login
  /** The token was the one before the last rotation. */
  readonly is_previous: boolean
}

export interface LoginSessions {
  /** Starts a login and returns its token. */
  start(accountId: number): Promise<string>
  find(token: string): Promise<SignedIn | null>
  /** A new token for the browser when the old one has been used for an hour, else null. */
  rotate(signedIn: SignedIn): Promise<string | null>
  end(token: string): Promise<void>
}

interface LoginEnv {
  readonly control: Pick<ControlStore, 'accounts' | 'logins'>
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

export function openLoginSessions({ control, now, randomBytes }: LoginEnv): LoginSessions {
  const { accounts, logins } = control
  /** When each login's token was changed here: of requests that run at once only one may rotate. */
  const rotatedAt = new Map<number, number>()

  const current = async (token: string): Promise<{ login: Login; isPrevious: boolean } | null> => {
    const hash = tokenHash(token)
    const login = await logins.byTokenHash(hash)
    if (login !== null) return { login, isPrevious: false }
    const previous = await logins.byPreviousTokenHash(hash)
    if (previous === null || now() - (previous.rotated_at ?? 0) > PREVIOUS_MS) return null
    return { login: previous, isPrevious: true }
  }
  return {
    start: async (account_id) => {
      const token = newToken(randomBytes)
      const created_at = now()
      await logins.deleteExpired(created_at)
      for (const [id, at] of rotatedAt) if (created_at - at > LOGIN_MAX_MS) rotatedAt.delete(id)
      await logins.create({
        account_id,
        token_hash: tokenHash(token),
        created_at,
        expires_at: created_at + LOGIN_MAX_MS,
      })
      return token
    },
    find: async (token) => {
      const found = await current(token)
      if (found === null) return null
      const { login, isPrevious } = found
      const account = await accounts.get(login.account_id)
      if (account === null || now() - login.last_seen_at > IDLE_MS) {
        await logins.delete(login.id)
        return null
      }
      if (now() - login.last_seen_at > TOUCH_AFTER_MS) await logins.touch(login.id, now())
      return {
        account: withoutSecrets(account),
        login,
        is_previous: isPrevious,
      }
    },
    rotate: async ({ login, is_previous }) => {
      const last = Math.max(login.rotated_at ?? login.created_at, rotatedAt.get(login.id) ?? 0)
      if (is_previous || now() - last < ROTATE_AFTER_MS) return null
      rotatedAt.set(login.id, now())
      const token = newToken(randomBytes)
      return (await logins.rotate(login.id, tokenHash(token))) ? token : null
    },
    end: async (token) => {
      const found = await current(token)
      if (found !== null) await logins.delete(found.login.id)
    },
  }
}

/** What the API says of an account. */
export const withoutSecrets = ({ id, email, name, role }: StoredAccount): Account => ({ id, email, name, role })
