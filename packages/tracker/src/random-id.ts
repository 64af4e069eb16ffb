/** 64 random bits in hex: tells items of one page apart, is kept in memory only, and says nothing about anybody. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
