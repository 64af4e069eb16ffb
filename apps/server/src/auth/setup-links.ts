import type { ControlStore } from '@lethe/store/control'
import { newToken, tokenHash } from './tokens.ts'

const LIFETIME_MS = 30 * 60_000

interface SetupEnv {
  readonly control: Pick<ControlStore, 'accounts' | 'setupLinks'>
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

/** A new one-time token for the owner's account, valid for 30 minutes; null when somebody is set up already. */
export async function newSetupToken({ control, now, randomBytes }: SetupEnv): Promise<string | null> {
  if ((await control.accounts.count()) > 0) return null
  const token = newToken(randomBytes)
  await control.setupLinks.create({ token_hash: tokenHash(token), expires_at: now() + LIFETIME_MS })
  return token
}
