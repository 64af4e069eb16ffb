import { networkOf } from './network-of.ts'

/** Two of these and a sweep that is 30 s late for each: ten minutes at most. */
const WINDOW_MS = 4.5 * 60_000
const MAX_ENTRIES = 10_000

/** Refused requests of a network, for one reason. */
export interface AbuseEntry {
  /** `203.0.113.7`, or `2001:db8::/64`. */
  readonly network: string
  readonly reason: string
  /** Requests. */
  readonly count: number
  /** Epoch ms. */
  readonly last_at: number
}

/** One refused request, or one that had items refused. */
export interface Refusal {
  /** 0 where the site is not known, since the body was not read. */
  readonly site_id: number
  /** Canonical text; '' is not logged. */
  readonly address: string
  readonly reason: string
}

/**
 * Whose requests were refused lately, so that an owner can block a network. The only place where an address outlives its request: in
 * memory, ten minutes at most, 10,000 entries at most, the oldest go first.
 */
export interface AbuseLog {
  record(refusal: Refusal): void
  /** Of a site, most refused first. */
  list(siteId: number): readonly AbuseEntry[]
  readonly size: number
  /** Drops what is too old; to be called at least every 30 s, since nobody may come for hours. */
  sweep(): void
  close(): void
}

interface Window {
  readonly began_at: number
  readonly entries: Map<string, AbuseEntry & { readonly site_id: number }>
}

/** An empty log. */
export function openAbuseLog(now: () => number): AbuseLog {
  const begin = (): Window => ({ began_at: now(), entries: new Map() })
  let windows = [begin()]
  const sizeOf = () => windows.reduce((sum, { entries }) => sum + entries.size, 0)
  const sweep = () => {
    const ageOf = ({ began_at }: Window) => now() - began_at
    windows = windows.filter((one) => ageOf(one) >= 0 && ageOf(one) < 2 * WINDOW_MS)
    const [newest] = windows
    if (newest === undefined || ageOf(newest) >= WINDOW_MS) windows = [begin(), ...windows.slice(0, 1)]
  }
  const makeRoom = () => {
    const oldest = windows.at(-1)?.entries
    const [first] = oldest?.keys() ?? []
    if (first === undefined) windows = windows.slice(0, -1)
    else oldest?.delete(first)
  }
  return {
    record({ site_id, address, reason }) {
      sweep()
      if (address === '') return
      const network = networkOf(address)
      const name = `${site_id} ${network} ${reason}`
      const known = windows[0]?.entries.get(name)
      while (known === undefined && sizeOf() >= MAX_ENTRIES) makeRoom()
      if (windows.length === 0) windows = [begin()]
      windows[0]?.entries.set(name, { site_id, network, reason, count: (known?.count ?? 0) + 1, last_at: now() })
    },
    list(siteId) {
      sweep()
      const sums = new Map<string, AbuseEntry>()
      for (const { entries } of [...windows].reverse()) {
        for (const { site_id, ...entry } of entries.values()) {
          const name = `${entry.network} ${entry.reason}`
          if (site_id === siteId) sums.set(name, { ...entry, count: entry.count + (sums.get(name)?.count ?? 0) })
        }
      }
      return [...sums.values()].sort((one, other) => other.count - one.count || other.last_at - one.last_at)
    },
    get size() {
      return sizeOf()
    },
    sweep,
    close: () => {
      windows = [begin()]
    },
  }
}
