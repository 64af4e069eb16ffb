import list from '../../../data/sources.json' with { type: 'json' }

export type Channel = 'Direct' | 'Search' | 'Social' | 'AI assistants' | 'Email' | 'Paid' | 'Campaign' | 'Referral'

interface KnownSource {
  readonly name: string
  readonly kind: string
  readonly hosts?: readonly string[]
  readonly domains?: readonly string[]
  readonly brands?: readonly string[]
  readonly aliases?: readonly string[]
}

const SOURCES: readonly KnownSource[] = list
const BY_HOST = index((source) => source.hosts ?? [])
const BY_DOMAIN = index((source) => source.domains ?? [])
const BY_BRAND = index((source) => source.brands ?? [])
const BY_ALIAS = index((source) => [source.name.toLowerCase(), ...(source.aliases ?? []), ...(source.brands ?? [])])

const BRAND = /^([a-z]+)\.(?:com?\.[a-z]{2}|com|[a-z]{2})$/
const PAID = /^(?:cpc|ppc|cpm|cpv|cpa|paid.*|display|banner|retargeting|remarketing|ads?|affiliates?)$/
const EMAIL = /^(?:e-?mail|newsletter)$/
const SOCIAL = /^(?:social|social-?network|social-?media|sm)$/

/** What is known of where a session comes from. */
export interface Origin {
  readonly referrer_hostname: string
  readonly utm: Readonly<Record<string, string>>
}

/** Names the source and its channel. What the link itself says (utm) goes before what the referrer says. */
export function sourceOf({ referrer_hostname, utm }: Origin): { source: string; channel: Channel } {
  const campaign = (utm.utm_source ?? '').trim()
  const known =
    campaign === ''
      ? byHost(referrer_hostname)
      : (BY_ALIAS.get(campaign.toLowerCase()) ?? byHost(campaign.toLowerCase()))
  const source = known?.name ?? (campaign || withoutPrefix(referrer_hostname))
  return { source, channel: channelOf({ referrer_hostname, utm }, known) }
}

function channelOf({ referrer_hostname, utm }: Origin, known: KnownSource | undefined): Channel {
  const medium = (utm.utm_medium ?? '').toLowerCase()
  if (PAID.test(medium)) return 'Paid'
  if (EMAIL.test(medium) || EMAIL.test((utm.utm_source ?? '').toLowerCase())) return 'Email'
  if (known) return known.kind as Channel
  if (SOCIAL.test(medium)) return 'Social'
  if (Object.values(utm).some(Boolean)) return 'Campaign'
  return referrer_hostname === '' ? 'Direct' : 'Referral'
}

/** Exact host, then the domain and its parents, then a brand with a country suffix. */
function byHost(hostname: string): KnownSource | undefined {
  const host = withoutPrefix(hostname)
  const exact = BY_HOST.get(hostname) ?? BY_HOST.get(host)
  if (exact) return exact
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const source = BY_DOMAIN.get(rest)
    if (source) return source
  }
  return BY_BRAND.get(BRAND.exec(host)?.[1] ?? '')
}

function withoutPrefix(hostname: string): string {
  return hostname.replace(/^(?:www|m|l|lm|out|old|amp)\d?\./, '')
}

function index(keysOf: (source: KnownSource) => readonly string[]): ReadonlyMap<string, KnownSource> {
  return new Map(SOURCES.flatMap((source) => keysOf(source).map((key) => [key, source] as const)))
}
