/** Numbers that look random and are the same for the same seed, on every machine. Never for keys or session ids. */
export interface SeededRandom {
  /** In `[0, 1)`. */
  readonly next: () => number
  /** A whole number in `[0, below)`. */
  readonly below: (below: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Picks by weight; weights need not sum to 1. */
  readonly weighted: <T>(from: readonly (readonly [T, number])[]) => T
  /** Log-normal with this median; `sigma` is the standard deviation of the logarithm. */
  readonly logNormal: (median: number, sigma: number) => number
  readonly bytes: (length: number) => Uint8Array
}

/** sfc32 (PractRand, public domain), its state filled from the seed by splitmix32. */
export function seededRandom(seed: number): SeededRandom {
  const draw = sfc32(seed)
  const next = () => draw() / 4_294_967_296
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick: (from) => at(from, Math.floor(next() * from.length)),
    weighted: (from) => weighted(from, next()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal(next)),
    bytes: (length) => Uint8Array.from({ length }, () => draw() & 0xff),
  }
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [splitMix(seed), splitMix(seed + 1), splitMix(seed + 2), 1]
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let warmUp = 0; warmUp < 15; warmUp++) draw()
  return draw
}

function splitMix(seed: number): number {
  let mixed = (seed + 0x9e3779b9) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

/** Standard normal (Box-Muller); `1 - next()` keeps the logarithm finite. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

function weighted<T>(from: readonly (readonly [T, number])[], share: number): T {
  let left = share * from.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of from) {
    left -= weight
    if (left < 0) return value
  }
  return at(from, from.length - 1)[0]
}

function at<T>(from: readonly T[], index: number): T {
  const value = from[index]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}
