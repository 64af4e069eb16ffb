import { isIP } from 'node:net'
import { z } from 'zod'

/** The forms a setting may have as text, each with the words that tell a person what is expected. */
export interface Form<Value> {
  readonly expected: string
  readonly schema: z.ZodType<Value, string>
}

const BYTE_UNITS: Readonly<Record<string, number>> = { '': 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 }

export const text = (expected: string, pattern = /^\S/): Form<string> => ({
  expected,
  schema: z.string().trim().regex(pattern),
})

export const optional = <Value>(form: Form<Value>): Form<Value | null> => ({
  expected: `${form.expected}, or empty`,
  schema: z.union([z.literal('').transform(() => null), form.schema]),
})

export const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names): Form<Names[number]> => ({
  expected: `one of ${names.join(', ')}`,
  schema: z.string().toLowerCase().pipe(z.enum(names)),
})

export const onOff: Form<boolean> = {
  expected: 'on or off',
  schema: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['on', 'off', 'true', 'false', '1', '0']))
    .transform((word) => ['on', 'true', '1'].includes(word)),
}

export const wholeNumber = (low: number, high: number): Form<number> => ({
  expected: `a whole number from ${low} to ${high}`,
  schema: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high)),
})

/** Bytes as a plain number or with KiB, MiB, GiB. */
export const byteSize = (low: number): Form<number> => ({
  expected: `a number of bytes of at least ${low / 1024 ** 2} MiB, such as 1 GiB or 1073741824`,
  schema: z
    .string()
    .regex(/^\s*\d{1,15}\s*(kib|mib|gib)?\s*$/i)
    .transform((written) => {
      const [, digits = '', unit = ''] = /(\d+)\s*([a-z]*)/i.exec(written) ?? []
      return Number(digits) * (BYTE_UNITS[unit.toLowerCase()] ?? 1)
    })
    .pipe(z.number().min(low)),
})

export const webAddress: Form<string> = {
  expected: 'an http:// or https:// address without path',
  schema: z
    .string()
    .refine((written) => {
      const url = URL.canParse(written) ? new URL(written) : null
      return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
    })
    .transform((written) => new URL(written).href.replace(/\/$/, '')),
}

export const serverAddress: Form<string> = {
  expected:
    'redis://user:password@host:6379/0, rediss://... for TLS, or redis+unix:///path/of/socket?db=0 (valkey:// is the same)',
  schema: z
    .string()
    .trim()
    .refine((written) => URL.canParse(written) && /^(redis|valkey)(s|\+unix)?:\/\/./.test(written)),
}

const isNetwork = (written: string): boolean => {
  const [address = '', bits, ...rest] = written.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** `auto`, or networks separated by commas. */
export const networks: Form<'auto' | readonly string[]> = {
  expected: 'auto, or addresses and networks separated by commas, such as 10.0.0.0/8, fd00::/8',
  schema: z.union([
    z.literal('auto'),
    z
      .string()
      .transform((written) =>
        written
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .refine((parts) => parts.every(isNetwork)),
  ]),
}

export interface RateSetting {
  readonly per_second: number
  readonly burst: number
}

/** `200 per second, 4000 at once`; null when it is `off`. */
export const rate: Form<RateSetting | null> = {
  expected: 'a rate such as 200 per second, 4000 at once (both from 1 to 1000000), or off',
  schema: z.union([
    z.literal('off').transform(() => null),
    z
      .string()
      .regex(/^\s*\d{1,7} per second, \d{1,7} at once\s*$/)
      .transform((written) => {
        const [, per_second, burst] = /(\d+)\D+(\d+)/.exec(written) ?? []
        return { per_second: Number(per_second), burst: Number(burst) }
      })
      .refine(({ per_second, burst }) => [per_second, burst].every((each) => each >= 1 && each <= 1_000_000)),
  ]),
}

export const dayCount: Form<number> = {
  expected: 'a number of days from 1d to 365d, such as 30d',
  schema: z
    .string()
    .regex(/^\d{1,3}d$/)
    .transform((written) => Number(written.slice(0, -1)))
    .pipe(z.number().min(1).max(365)),
}
