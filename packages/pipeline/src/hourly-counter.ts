const HOUR_MS = 3_600_000

/** A count of a site in an hour (start, epoch ms); `Key` says of what. */
export type HourlyRow<Key> = Key & { readonly site_id: number; readonly hour: number; readonly count: number }

/** Counts in memory until they are written. */
export interface HourlyCounter<Key> {
  add(siteId: number, key: Key, count: number): void
  /** Writes what has been counted since; what could not be written stays counted, and the error is thrown. */
  flush(): Promise<void>
}

/** Opens a counter; `write` adds to what is stored. Flushes follow one another, so that nothing is written twice. */
export function openHourlyCounter<Key extends object>(options: {
  readonly now: () => number
  readonly write: (rows: readonly HourlyRow<Key>[]) => Promise<void>
}): HourlyCounter<Key> {
  let counts = new Map<string, HourlyRow<Key>>()
  let flushing: Promise<void> = Promise.resolve()

  const add = (row: HourlyRow<Key>, key: object) => {
    const name = `${row.site_id} ${row.hour} ${Object.values(key).join('/')}`
    counts.set(name, { ...row, count: row.count + (counts.get(name)?.count ?? 0) })
  }
  const write = async () => {
    if (counts.size === 0) return
    const rows = [...counts.values()]
    counts = new Map()
    try {
      await options.write(rows)
    } catch (error) {
      for (const row of rows) add(row, keyOf(row))
      throw error
    }
  }

  return {
    add(siteId, key, count) {
      const hour = Math.floor(options.now() / HOUR_MS) * HOUR_MS
      add({ site_id: siteId, hour, ...key, count }, key)
    },
    flush() {
      flushing = flushing.catch(() => undefined).then(write)
      return flushing
    },
  }
}

function keyOf<Key extends object>(row: HourlyRow<Key>): object {
  const { site_id: _site, hour: _hour, count: _count, ...key } = row
  return key
}
