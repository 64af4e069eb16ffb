import type { Suspect } from './visitor-key.ts'

/** How an id is computed from a secret and somebody's address and user agent; the attacker knows this. */
export type Recompute = (secret: Buffer, suspect: Suspect) => Buffer

/** Who was confirmed, and how fast. */
export interface Attack {
  /** Suspects whose recomputed id is in the evidence. */
  readonly confirmed: readonly Suspect[]
  readonly tried: number
  readonly per_second: number
}

/** Recomputes the id of every suspect under every secret and looks it up. Nothing here knows which suspects are real. */
export function confirmSuspects(options: {
  readonly suspects: readonly Suspect[]
  readonly secrets: readonly Buffer[]
  readonly recompute: Recompute
  readonly has: (id: Buffer) => boolean
}): Attack {
  const { suspects, secrets, recompute, has } = options
  const confirmed = new Set<Suspect>()
  const started = performance.now()
  for (const secret of secrets)
    for (const suspect of suspects) if (has(recompute(secret, suspect))) confirmed.add(suspect)
  const tried = suspects.length * secrets.length
  return { confirmed: [...confirmed], tried, per_second: tried / ((performance.now() - started) / 1000) }
}

/** Seconds for all IPv4 addresses with 1,000 user agents under one secret, on one core. */
export const secondsForAllIpv4 = (per_second: number): number => (2 ** 32 * 1_000) / per_second
