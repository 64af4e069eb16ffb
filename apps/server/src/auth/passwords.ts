import { AppError } from '@lethe/catalogue'
import { hash, verify } from '@node-rs/argon2'

/** The library's default algorithm is argon2id; OWASP's first choice for it: 19 MiB, two passes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Each one holds a thread of the pool and 19 MiB. */
const AT_ONCE = 2
const MAX_WAITING = 50

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for an unknown account (`null`) as for a wrong password. Throws `overloaded` when too many wait. */
  isRight(password: string, stored: string | null): Promise<boolean>
}

/** argon2id with random salts, two at a time. */
export async function openPasswords(env: { randomBytes: (size: number) => Uint8Array }): Promise<Passwords> {
  const waiting: (() => void)[] = []
  let running = 0
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting.length >= MAX_WAITING) throw new AppError('overloaded', 'Too many sign-ins at a time. Try again later.')
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
  const hashed = (password: string) => inTurn(() => hash(password, { ...COST, salt: env.randomBytes(16) }))
  const decoy = await hashed(Buffer.from(env.randomBytes(32)).toString('base64url'))
  return {
    hash: hashed,
    isRight: async (password, stored) => (await inTurn(() => verify(stored ?? decoy, password))) && stored !== null,
  }
}
