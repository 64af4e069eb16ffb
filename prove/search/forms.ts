/** One spelling of a canary in bytes. */
export interface Needle {
  /** What is looked for, in plain text. */
  readonly canary: string
  /** Group in the printed figures, e.g. `address`. */
  readonly kind: string
  readonly form: string
  readonly bytes: Buffer
}

/** What must not be found, and its group. */
export interface Canary {
  readonly kind: string
  readonly text: string
  /** The value itself when it has a binary form that is long enough to be told from chance. */
  readonly binary?: Buffer
}

/** Every spelling in which bytes of a canary could lie somewhere: plain, hex, base64 at each alignment, percent-encoded, UTF-16. */
export function needlesOf({ kind, text, binary }: Canary): Needle[] {
  const plain = Buffer.from(text)
  const hex = plain.toString('hex')
  const spelt: [string, Buffer][] = [
    ['raw', plain],
    ['hex', Buffer.from(hex)],
    ['hex', Buffer.from(hex.toUpperCase())],
    ...[0, 1, 2].map((offset): [string, Buffer] => ['base64', Buffer.from(base64At(plain, offset))]),
    ...[0, 1, 2].map((offset): [string, Buffer] => ['base64', Buffer.from(urlSafe(base64At(plain, offset)))]),
    ['percent', Buffer.from(encodeURIComponent(text))],
    ['percent', Buffer.from(hex.toUpperCase().replace(/../g, '%$&'))],
    ['percent', Buffer.from(hex.replace(/../g, '%$&'))],
    // Without its last zero it lies in either byte order.
    ['utf16', Buffer.from(text, 'utf16le').subarray(0, -1)],
  ]
  if (binary) spelt.push(['binary', binary])
  const seen = new Set<string>()
  return spelt.flatMap(([form, bytes]) => {
    const spelling = bytes.toString('latin1')
    if (seen.has(spelling)) return []
    seen.add(spelling)
    return { canary: text, kind, form, bytes }
  })
}

/** The characters of base64 that depend on these bytes alone, when `offset` other bytes (mod 3) stand before them. */
function base64At(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  const from = Math.ceil((offset * 8) / 6)
  const to = Math.floor(((offset + bytes.length) * 8) / 6)
  return whole.slice(from, to)
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')
