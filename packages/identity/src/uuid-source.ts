const UUID_BYTES = 16
/** One call of the CSPRNG costs as much for 256 ids as for one. */
const POOLED = 256

/** Makes UUIDs of version 4 (RFC 9562) from the CSPRNG, drawn ahead; what has been used is zeroed. */
export function openUuidSource(randomBytes: (length: number) => Uint8Array): () => string {
  let pool = Buffer.alloc(0)
  let next = 0
  return () => {
    if (next === pool.length) {
      pool = Buffer.from(randomBytes(UUID_BYTES * POOLED))
      next = 0
    }
    const bytes = pool.subarray(next, next + UUID_BYTES)
    next += UUID_BYTES
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    bytes.fill(0)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
