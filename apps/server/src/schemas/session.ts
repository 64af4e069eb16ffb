import type { Account, LoginState } from '@lethe/catalogue'
import { z } from 'zod'

/** Length only: rules of composition make passwords worse (NIST SP 800-63B, 5.1.1.2). */
const password = z.string().min(12).max(128)
const email = z.email().max(254)

const account = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(['owner', 'admin', 'member', 'viewer']),
}) satisfies z.ZodType<Account>

export const loginState = z.object({
  account: account.nullable(),
  is_set_up: z.boolean(),
  can_sign_in: z.boolean(),
}) satisfies z.ZodType<LoginState>

export const setupBody = z.object({
  token: z.string().max(128),
  email,
  name: z.string().trim().max(100).default(''),
  password,
})

export const loginBody = z.object({ email: z.string().max(254), password: z.string().max(128) })
