import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recompute } from './confirm.ts'
import type { Suspect } from './visitor-key.ts'

const DOMAIN = 'shop.example'

/** A published way of counting visitors, written for the comparison from its description. */
export interface Scheme {
  readonly name: string
  readonly recompute: Recompute
  /** Leaves on disk what the scheme keeps: rows with ids, and the salt if it is stored. Returns the environment it runs with. */
  store(folder: string, visits: readonly Suspect[], randomBytes: (length: number) => Buffer): Record<string, string>
}

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer') as Buffer

function writeRows(folder: string, ids: readonly Buffer[]): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'events.jsonl'),
    ids.map((id) => JSON.stringify({ path: '/cart', visitor: id.toString('hex') })).join('\n'),
  )
}

/** hash(salt || domain || address || user agent), first 64 bits; the salt is random, of the day, and kept for 48 hours. */
const storedSalt: Scheme = {
  name: 'hash, daily salt stored for 48 h',
  recompute: (salt, { ip, user_agent }) => sha256(salt.toString('hex') + DOMAIN + ip + user_agent).subarray(0, 8),
  store(folder, visits, randomBytes) {
    const salt = randomBytes(16)
    writeRows(
      folder,
      visits.map((visit) => this.recompute(salt, visit)),
    )
    const table = [
      { id: 1, salt: randomBytes(16).toString('base64') },
      { id: 2, salt: salt.toString('base64') },
    ]
    writeFileSync(join(folder, 'salts.json'), JSON.stringify(table))
    return {}
  },
}

/** hash(address || user agent || hash(secret || date)), first 128 bits; nothing random, nothing stored but the id. */
const secretAndDate: Scheme = {
  name: 'hash, secret and date',
  recompute: (secret, { ip, user_agent }) => sha256(ip + user_agent + saltOf(secret)).subarray(0, 16),
  store(folder, visits, randomBytes) {
    const secret = randomBytes(32).toString('hex')
    writeRows(
      folder,
      visits.map((visit) => this.recompute(Buffer.from(secret), visit)),
    )
    return { APP_SECRET: secret }
  },
}

const salts = new Map<string, string>()

function saltOf(secret: Buffer): string {
  const key = secret.toString('latin1')
  const known = salts.get(key)
  if (known !== undefined) return known
  const salt = hash('sha256', `${key}2026-11-23`, 'hex')
  salts.set(key, salt)
  return salt
}

export const SCHEMES: readonly Scheme[] = [storedSalt, secretAndDate]
