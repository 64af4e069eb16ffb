import type { Config } from '@lethe/config'
import { networkList, openNetworkMemory } from '@lethe/http'
import { grantOf, type Rate, UNUSED } from '@lethe/store/ephemeral'
import { networksOf } from './exempt.ts'

/** In each of the two windows of a network memory; about 20 MB at the most. */
const MAX_NETWORKS = 100_000

/** The settings that say how many; the same names as in `Config`. */
export type RequestLimitSettings = Pick<Config, 'rate_limit_network' | 'rate_limit_server' | 'rate_limit_exempt'>

/**
 * How many requests are taken, decided before a body is read. In this process only: no hash of an address leaves it, and a refusal
 * costs no round trip.
 */
export interface RequestLimits {
  isExempt(address: string): boolean
  /** How long to wait, ms; 0 when the request is taken. `isOneOfMany` of addresses that may stand for all visitors. */
  delayOf(address: string, isOneOfMany: () => boolean): number
  /** Forgets networks that are older than ten minutes; call it every 30 s. */
  sweep(): void
  close(): void
}

export function openRequestLimits(options: {
  readonly settings: RequestLimitSettings
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}): RequestLimits {
  const { settings, now } = options
  const { rate_limit_network: ofNetwork, rate_limit_server: ofServer, rate_limit_exempt: exempt } = settings
  const networks = openNetworkMemory<number>({ ...options, maxNetworks: MAX_NETWORKS })
  const isExempt = networkList(networksOf(exempt))
  let serverFreeAt = UNUSED

  const ask = (rate: Rate, known: number, keep: (free_at: number) => void): number => {
    const { free_at, retry_after_ms } = grantOf(rate, { free_at: known, now: now(), want: 1 })
    keep(free_at)
    return retry_after_ms
  }
  const networkDelay = (address: string): number =>
    ofNetwork === null || address === ''
      ? 0
      : ask(ofNetwork, networks.get(address) ?? UNUSED, (free_at) => networks.put(address, free_at))
  const serverDelay = (): number =>
    ofServer === null
      ? 0
      : ask(ofServer, serverFreeAt, (free_at) => {
          serverFreeAt = free_at
        })

  return {
    isExempt,
    delayOf(address, isOneOfMany) {
      if (isExempt(address)) return 0
      const delay = networkDelay(address)
      // A flood must not use up what all others share, so the server's rate is asked last.
      return delay > 0 && !isOneOfMany() ? delay : serverDelay()
    },
    sweep: networks.sweep,
    close: networks.close,
  }
}
