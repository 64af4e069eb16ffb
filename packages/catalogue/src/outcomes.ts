/** The one fate of an item, with its closed list of reasons; every reason says what the owner can do about it. */
export const OUTCOMES = {
  accepted: {
    accepted: 'Stored.',
  },
  filtered: {
    bot: 'The user agent or the browser says it is automated.',
    localhost: 'The page was on a local address and the site filters those.',
    spam_referrer: 'The referrer is on the list of referrer spam.',
    origin_not_allowed: "The page's host is not on the site's list of allowed origins.",
    network_not_allowed: 'The address is outside the allowed networks.',
    network_blocked: 'The address is in a blocked network.',
    country_blocked: 'The country is blocked, or not among the allowed ones.',
    path_blocked: 'The path is blocked.',
    environment_unknown: 'The site has 20 other environments already. One that is not seen for a day makes room.',
    opted_out: 'The browser sent an opt-out signal (GPC, or DNT where the site honours it).',
    prerender: 'The page was prerendered and never shown.',
    sampled_out: 'The session was not in the sample.',
    disabled: 'The site has switched off this kind of item.',
  },
  limited: {
    rate_limit: 'Too many items in a short time.',
    quota: "The site's daily quota is used up.",
    cardinality: 'Too many distinct values.',
  },
  invalid: {
    malformed: 'The item lacks something it must have, or it has a wrong type.',
    too_large: 'The item is larger than allowed.',
    unknown_site: 'No site has this client key.',
    unsupported_version: 'The version of the beacon is not known here.',
    duplicate: 'The item had arrived before.',
  },
  failed: {
    spool_full: 'The spool is full.',
    internal: 'A fault of ours.',
  },
} as const

export type OutcomeName = keyof typeof OUTCOMES
export type Reason<O extends OutcomeName = OutcomeName> = O extends OutcomeName ? keyof (typeof OUTCOMES)[O] : never
/** An outcome as it is counted and printed, e.g. `filtered/bot`. */
export type Outcome = { [O in OutcomeName]: `${O}/${keyof (typeof OUTCOMES)[O] & string}` }[OutcomeName]

/** Names of the outcomes, without their reasons. */
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as OutcomeName[]
