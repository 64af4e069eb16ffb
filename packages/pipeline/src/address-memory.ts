import { type Address, type CleanMemoryOptions, openCleanMemory } from '@lethe/depersonalize'

const LIMIT = 5_000

/** Addresses that need not be parsed and cleaned again. */
export interface AddressMemory {
  recall(url: string): Address | undefined
  /** Keeps the address if cleaning changed nothing of the URL; whatever had something to hide is forgotten. */
  offer(url: string, address: Address): void
}

/** Most beacons come from the same few pages. Holds no text but what a row holds as well, and that for some minutes. */
export function openAddressMemory(options: CleanMemoryOptions): AddressMemory {
  const known = openCleanMemory<Address>({ limit: LIMIT, ...options })
  return {
    recall: known.recall,
    offer: (url, address) => {
      const clean = `https://${address.hostname}${address.path}`
      // What of the query and the fragment may stay differs from site to site.
      if (url === clean && !/[?#]/.test(clean)) known.keep(url, address)
    },
  }
}
