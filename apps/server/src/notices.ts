import type { About, Notice } from '@lethe/catalogue'
import type { ClientIp, ClientIpSettings, ForwardingFault } from '@lethe/http'
import type { Spool } from '@lethe/store/spool'
import { warnOfOldGeo } from './geo-age.ts'
import { spoolNotices, spoolStateOf } from './spool-state.ts'
import type { App } from './web/zod-provider.ts'

/** A fault that nobody has met for so long is mended, or was a single odd request. */
const MENDED_AFTER_MS = 24 * 3_600_000

interface NoticeParts {
  readonly clientIp: ClientIp
  readonly trustedProxies: ClientIpSettings['trusted_proxies']
  readonly about: Pick<About, 'geo'>
  readonly spool: Pick<Spool, 'depth'>
  /** Of the ephemeral store. */
  readonly storeWarnings: () => readonly string[]
  readonly now: () => number
}

/** Watches every request; the result lists what the operator should mend now. Holds networks and times, no address. */
export function watchNotices(
  app: App,
  { clientIp, trustedProxies, about, spool, storeWarnings, now }: NoticeParts,
): () => Notice[] {
  const networks = new Map<string, number>()
  const headers = new Map<string, number>()
  app.addHook('onRequest', async (request) => {
    const fault = clientIp.fault(request.raw)
    if (fault !== null) remember(fault)
  })
  const remember = (fault: ForwardingFault) =>
    fault.kind === 'untrusted_proxy' ? networks.set(fault.network, now()) : headers.set(fault.header, now())
  const recent = (seen: ReadonlyMap<string, number>) =>
    [...seen].filter(([, at]) => now() - at < MENDED_AFTER_MS).map(([name]) => name)
  return () => {
    const oldGeo = warnOfOldGeo(about.geo, now())
    const trusted = trustedProxies === 'auto' ? [] : trustedProxies
    return [
      ...untrustedProxy(recent(networks), trusted),
      ...recent(headers).map(otherHeader),
      ...spoolNotices(spoolStateOf(spool, now())),
      ...storeWarnings().map((text) => ({ kind: 'ephemeral_store', text, setting: null }) as const),
      ...(oldGeo === null ? [] : [{ kind: 'old_geo', text: oldGeo, setting: null } as const]),
    ]
  }
}

/**
 * Names the private network, never the peer's address: behind no proxy at all, in an intranet, the peer that sent the
 * header is a visitor.
 */
function untrustedProxy(networks: readonly string[], trusted: readonly string[]): Notice[] {
  if (networks.length === 0) return []
  const named = networks.join(' and ')
  return [
    {
      kind: 'untrusted_proxy',
      text:
        `A proxy in ${named} forwards visitors but is not trusted, so that all of them look like one. ` +
        `Add ${networks.join(',')} to LETHE_TRUSTED_PROXIES and restart. If visitors are in that network too, add the ` +
        "proxy's own address instead: whoever is trusted can pass for anybody.",
      setting: `LETHE_TRUSTED_PROXIES=${[...trusted, ...networks].join(',')}`,
    },
  ]
}

const otherHeader = (header: string): Notice => ({
  kind: 'other_header',
  text:
    `A trusted proxy sends visitors in the header ${header}, which is not the one that is read, so that all of them ` +
    'look like one. Let the proxy set the other header; or, if it is the proxy that writes this one, set ' +
    `LETHE_FORWARDED_HEADER to ${header} and restart.`,
  setting: `LETHE_FORWARDED_HEADER=${header}`,
})
