/** Environments of one site at a time; each holds a day's keys and sessions of its own. */
const MAX_PER_SITE = 20
/** As long as a name that is not seen again keeps its place. */
const KEPT_MS = 24 * 3_600_000

/** Which environments of a site are taken: anybody can invent names, and each one costs memory. */
export interface Environments {
  /** True for a name that is known, or that there is still room for; changes nothing. */
  hasRoom(siteId: number, environment: string): boolean
  /** The same, and the name is known from now on. */
  take(siteId: number, environment: string): boolean
  /** The names that are known of a site, the one that is always taken first. */
  namesOf(siteId: number): string[]
  /** Forgets a site's names. */
  forget(siteId: number): void
  /** What it holds as plain data. */
  image(): EnvironmentsImage
  /** Becomes what an image was taken of. */
  load(image: EnvironmentsImage): void
}

/** For each site the names and when each was seen last. */
export type EnvironmentsImage = readonly (readonly [siteId: number, names: readonly (readonly [string, number])[]])[]

/** Opens the list: 20 names per site, each until it was not seen for a day; `always` never counts. */
export function openEnvironments(options: { readonly now: () => number; readonly always: string }): Environments {
  const sites = new Map<number, Map<string, number>>()

  const hasRoom = (siteId: number, environment: string): boolean => {
    const seen = sites.get(siteId)
    if (environment === options.always || !seen || seen.has(environment) || seen.size < MAX_PER_SITE) return true
    return [...seen.values()].some((at) => isOver(at))
  }
  const isOver = (seenAt: number) => options.now() - seenAt >= KEPT_MS

  return {
    hasRoom,
    take: (siteId, environment) => {
      if (!hasRoom(siteId, environment)) return false
      if (environment === options.always) return true
      const seen = sites.get(siteId) ?? new Map<string, number>()
      if (seen.size >= MAX_PER_SITE) for (const [name, at] of seen) if (isOver(at)) seen.delete(name)
      seen.set(environment, options.now())
      sites.set(siteId, seen)
      return true
    },
    namesOf: (siteId) => [options.always, ...(sites.get(siteId)?.keys() ?? [])],
    forget: (siteId) => void sites.delete(siteId),
    image: () => [...sites].map(([siteId, seen]) => [siteId, [...seen]]),
    load: (image) => {
      for (const [siteId, seen] of image) sites.set(siteId, new Map(seen))
    },
  }
}
