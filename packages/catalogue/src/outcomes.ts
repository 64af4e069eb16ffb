/** The one fate of an item, with its closed list of reasons; every reason says what the owner can do about it. */
export const OUTCOMES = {
  accepted: {
    accepted: 'Stored.',
  },
  filtered: {
    bot: 'The user agent or the browser says it is automated.',
    localhost: 'The page was on a local address and the site filters those.',
    spam_referrer:
      "The referrer is on the list of referrer spam, or among the site's blocked referrers. If it is no spam, change that in the site's inbound filters.",
    origin_not_allowed:
      "The page's host is not among the site's allowed origins. If it is yours, add it there; a stranger's copy of the site shows here too.",
    network_not_allowed:
      "The address is outside the site's allowed networks. Add the network if its visits should count.",
    network_blocked:
      "The address is in one of the site's blocked networks. Remove the network if its visits should count.",
    country_blocked:
      'The country is blocked, or not among the allowed ones. Change the lists if its visits should count.',
    path_blocked: "The path is among the site's blocked paths. Make the pattern narrower if the page should count.",
    event_blocked: "The event's name is blocked, or not among the allowed ones. Change the lists if it should count.",
    environment_unknown:
      "The environment is not among the site's known ones: add it there. Without a list, the site has 20 others already, and one that is not seen for a day makes room.",
    opted_out: 'The browser sent an opt-out signal (GPC, or DNT where the site honours it).',
    prerender:
      'The browser had prerendered the page and not shown it yet. Our script waits until it is shown; another one counts too early.',
    sampled_out: 'The session was not in the sample.',
    disabled: 'The site has switched off this kind of item.',
  },
  limited: {
    rate_limit: 'More items in a short time than LETHE_RATE_LIMIT_SITE allows.',
    quota:
      "The site's daily quota is used up. Raise it or take it away in the site's settings if more should be stored.",
    cardinality:
      'Too many distinct event names in a day (the privacy page tells which columns are full), or more sessions at once than memory may hold.',
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
