/** One session as it is stored: all that a matcher may use. */
export interface StoredSession {
  readonly session_id: string
  /** Place of its first row among the rows of its day. */
  readonly rank: number
  /** Session-scoped dimensions, joined: equal by nature for the same visitor with the same device. */
  readonly dimensions: string
}

/** For each session of the first day the one of the second day that is taken for the same visitor's; indexes. */
export type Matcher = (first: readonly StoredSession[], second: readonly StoredSession[]) => Int32Array

/** What an order of sessions is made of. */
type SortKey = (session: StoredSession) => string

const bits = (uuid: string): string => uuid.replaceAll('-', '')
const rank: SortKey = (session) => String(session.rank).padStart(9, '0')
const reversed = (text: string): string => [...text].reverse().join('')

/** Pairs sessions that stand at the same place when both days are sorted by something; within equal dimensions if `group`. */
function pairInOrder(first: SortKey, second: SortKey, group: SortKey): Matcher {
  return (one, other) => {
    const buckets = groupIndexes(other, group, second)
    const answer = new Int32Array(one.length).fill(-1)
    for (const [name, indexes] of groupIndexes(one, group, first)) {
      const others = buckets.get(name) ?? []
      for (const [place, at] of indexes.entries()) answer[at] = others[place] ?? -1
    }
    return answer
  }
}

function groupIndexes(sessions: readonly StoredSession[], group: SortKey, order: SortKey): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [at, session] of sessions.entries()) {
    const name = group(session)
    const known = groups.get(name)
    if (known) known.push(at)
    else groups.set(name, [at])
  }
  const keys = sessions.map(order)
  for (const indexes of groups.values())
    indexes.sort((a, b) =>
      (keys[a] as string) < (keys[b] as string) ? -1 : (keys[a] as string) > (keys[b] as string) ? 1 : a - b,
    )
  return groups
}

/** The session of the second day whose id differs in the fewest bits; bounded to the neighbours in sorted order. */
const nearestId: Matcher = (one, other) => {
  const sorted = other
    .map(({ session_id }, at) => ({ id: bits(session_id), at }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return Int32Array.from(one, ({ session_id }) => {
    const id = bits(session_id)
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.id ?? '') < id) low = middle + 1
      else high = middle
    }
    const around = sorted.slice(Math.max(0, low - 32), low + 32)
    return around.reduce((best, each) => (differentBits(each.id, id) < differentBits(best.id, id) ? each : best)).at
  })
}

function differentBits(one: string, other: string): number {
  let different = 0
  for (let at = 0; at < 32; at += 8) {
    let left = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16)
    for (; left !== 0; left &= left - 1) different++
  }
  return different
}

const id: SortKey = ({ session_id }) => bits(session_id)

/** The matchers that the proof tries; `group` is what they may take for granted. */
export function matchersWithin(group: SortKey): Readonly<Record<string, Matcher>> {
  return {
    'ids, sorted': pairInOrder(id, id, group),
    'ids, sorted from their ends': pairInOrder(
      (one) => reversed(id(one)),
      (one) => reversed(id(one)),
      group,
    ),
    'ids against row order': pairInOrder(id, rank, group),
    'row order': pairInOrder(rank, rank, group),
    'row order, backwards': pairInOrder(rank, (one) => String(999_999_999 - one.rank), group),
  }
}

/** The matcher by similarity of ids, for sessions that are all alike otherwise. */
export const byNearestId = nearestId

/** How many pairs are the same visitor's. */
export function countCorrect(
  pairs: Int32Array,
  firstVisitors: readonly number[],
  secondVisitors: readonly number[],
): number {
  let correct = 0
  for (const [at, other] of pairs.entries()) if (other >= 0 && firstVisitors[at] === secondVisitors[other]) correct++
  return correct
}

/** Smallest band `[low, high]` around a Poisson mean that holds at least `1 - alpha`, tails equal. */
export function poissonBand(mean: number, alpha: number): { low: number; high: number } {
  // In logarithms: the first terms of a large mean are below what a number can hold.
  let logarithm = -mean
  let below = 0
  let low = -1
  for (let k = 0; ; k++) {
    const probability = Math.exp(logarithm)
    if (low < 0 && below + probability > alpha / 2) low = k
    if (below + probability >= 1 - alpha / 2) return { low, high: k }
    below += probability
    logarithm += Math.log(mean / (k + 1))
  }
}
