import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { confirmSuspects } from './confirm.ts'
import { Evidence, secretsIn } from './evidence.ts'
import { SCHEMES } from './schemes.ts'

const id = createHash('sha256').update('x').digest().subarray(0, 16)
const evidenceOf = (bytes: Buffer | string) => {
  const evidence = new Evidence()
  evidence.add(Buffer.from(bytes))
  return evidence
}

describe('evidence', () => {
  it.each([
    ['bytes', Buffer.concat([randomBytes(3), id, randomBytes(5)])],
    ['hex', `"${id.toString('hex')}"`],
    ['hex at an odd place', `a${id.toString('hex').toUpperCase()}`],
    ['a UUID', id.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')],
    ['base64', `"${id.toString('base64')}"`],
    ['base64url', ` ${id.toString('base64url')} `],
    ['hex of the first half', id.subarray(0, 8).toString('hex')],
  ])('holds an id that was stored as %s', (_, bytes) => {
    expect(evidenceOf(bytes).has(id)).toBe(true)
  })

  it('holds no other, however much there is', () => {
    const evidence = evidenceOf(randomBytes(300_000))
    evidence.add(Buffer.from(Array.from({ length: 1_000 }, () => randomUUID()).join('\n')))
    expect(evidence.size).toBeGreaterThan(300_000)
    expect(Array.from({ length: 10_000 }, () => randomBytes(8)).some((other) => evidence.has(other))).toBe(false)
  })
})

it('takes words for secrets as they stand, as hex and as base64', () => {
  const secret = randomBytes(16)
  const found = (text: string) => secretsIn(text, 100).some((each) => each.equals(secret))
  expect(found(`{"salt":"${secret.toString('base64')}"}`)).toBe(true)
  expect(found(`SALT=${secret.toString('hex')}`)).toBe(true)
  expect(secretsIn('APP_SECRET=correct-horse-battery', 9).map(String)).toContain('correct-horse-battery')
  expect(found(randomBytes(16).toString('hex'))).toBe(false)
})

describe.each(SCHEMES)('the attack on: $name', (scheme) => {
  it('confirms everybody who was there and nobody else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lethe-attack-test-'))
    try {
      const suspects = Array.from({ length: 40 }, (_, at) => ({ ip: `151.1.1.${at}`, user_agent: `agent ${at}` }))
      const env = scheme.store(folder, suspects.slice(0, 15), randomBytes)
      const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
      const evidence = new Evidence()
      for (const file of files) evidence.add(file)
      const secrets = secretsIn(`${Object.values(env).join(' ')} ${files.join(' ')}`, 1_000)
      const { confirmed } = confirmSuspects({
        suspects,
        secrets,
        recompute: scheme.recompute,
        has: (each) => evidence.has(each),
      })
      expect(confirmed.map(({ ip }) => ip).sort()).toEqual(
        suspects
          .slice(0, 15)
          .map(({ ip }) => ip)
          .sort(),
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
