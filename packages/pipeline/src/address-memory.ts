const DEFAULT_LIMIT = 5_000

/** Host and path of a URL, cut down and depersonalised. */
export interface Address {
  readonly hostname: string
  readonly path: string
}

/** Addresses that need not be parsed and cleaned again. */
export interface AddressMemory {
  recall(url: string): Address | undefined
  /** Keeps the address if cleaning changed nothing of the URL; whatever had something to hide is forgotten. */
  offer(url: string, address: Address): void
}

/** Most beacons come from the same few pages. Holds no text but what a row holds as well; emptied when it is full. */
export function openAddressMemory(limit = DEFAULT_LIMIT): AddressMemory {
  const known = new Map<string, Address>()
  return {
    recall: (url) => known.get(url),
    offer: (url, { hostname, path }) => {
      const clean = `https://${hostname}${path}`
      // What of the query and the fragment may stay differs from site to site.
      if (url !== clean || /[?#]/.test(clean)) return
      if (known.size >= limit) known.clear()
      known.set(clean, { hostname, path })
    },
  }
}
