import { createHash } from 'node:crypto'

/** 256 random bits; only their SHA-256 is stored. */
export const newToken = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(32)).toString('base64url')

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
