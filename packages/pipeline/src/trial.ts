import {
  DEFAULT_SCRUB_SETTINGS,
  EVENT_NAME_PATTERN,
  LIMITS,
  type ScrubSettings,
  TRIAL_CUT_NAMES,
  type TrialAnswer,
  type TrialCut,
  type TrialPosition,
  type TrialRequest,
  UTM_KEYS,
} from '@lethe/catalogue'
import {
  cleanReferrer,
  cleanUrl,
  type Depersonalizer,
  openSiteDepersonalizers,
  type ScrubNote,
  type UrlRules,
} from '@lethe/depersonalize'
import { cleanLines, cleanString } from './parse/clean-string.ts'
import type { TemplatedPath } from './path-templates.ts'

/** What of a site decides what may be stored of a text. */
export type TrialSite = Required<UrlRules> & {
  readonly scrub_settings?: ScrubSettings
  /** What would become of a cleaned path by what was learnt. */
  readonly templatePath?: (path: string) => TemplatedPath
}

interface Trial {
  readonly text: string
  readonly key: string
  readonly site: TrialSite
  readonly depersonalizer: Depersonalizer
  readonly note: (scrub: ScrubNote) => void
  readonly cut: (what: TrialCut) => void
}

type Outcome = Pick<TrialAnswer, 'output'> & Partial<Pick<TrialAnswer, 'utm' | 'templates'>>

// Without a clock it remembers nothing, not even what is clean.
const forgetful = openSiteDepersonalizers({})

/** What would be stored of a text on its way through the pipeline, and what was taken out of it. Keeps nothing, never throws. */
export function tryText({ position, key = '', text }: TrialRequest, site: TrialSite): TrialAnswer {
  const scrubs: ScrubNote[] = []
  const cuts = new Set<TrialCut>()
  const isLong = text.length > maxChars(position)
  const {
    output,
    utm = {},
    templates = [],
  } = TRY[position]({
    text: position === 'error_frame' ? cleanLines(text) : cleanString(text, maxChars(position)),
    key: cleanString(key, LIMITS.id_chars),
    site,
    depersonalizer: forgetful(site.scrub_settings ?? DEFAULT_SCRUB_SETTINGS),
    note: (scrub) => scrubs.push(scrub),
    cut: (what) => cuts.add(what),
  })
  if (isLong) cuts.add('end')
  return { output, utm, templates, cuts: TRIAL_CUT_NAMES.filter((name) => cuts.has(name)), scrubs }
}

function maxChars(position: TrialPosition): number {
  if (position === 'path' || position === 'referrer') return LIMITS.url_chars
  return position === 'event_name' ? LIMITS.id_chars : LIMITS.string_chars
}

/** As the steps of the pipeline do it, one text at a time. */
const TRY: Readonly<Record<TrialPosition, (trial: Trial) => Outcome>> = {
  path: tryPage,
  referrer: tryReferrer,
  utm: ({ text, key, depersonalizer, note }) => ({
    output: depersonalizer.utm(key || 'utm_source', text, note) || null,
  }),
  event_name: ({ text, depersonalizer, note }) => ({
    output: EVENT_NAME_PATTERN.test(text) ? depersonalizer.eventName(text, note) : null,
  }),
  prop_value: ({ text, key, depersonalizer, note }) => ({
    output: Object.values(depersonalizer.props({ [key || 'value']: text }, note))[0] ?? null,
  }),
  error_message: (trial) => ({ output: tryError(trial, { message: trial.text }).template }),
  error_frame: (trial) => ({ output: tryError(trial, { stack: trial.text }).frames.join('\n') || null }),
  resource: ({ text, depersonalizer, note }) => ({ output: depersonalizer.column('path', text, note) || null }),
  selector: ({ text, depersonalizer, note }) => ({ output: depersonalizer.column('selector', text, note) || null }),
}

function tryError({ depersonalizer, note }: Trial, sent: { readonly message?: string; readonly stack?: string }) {
  const nowhere = { filename: '', line: 0, column: 0 }
  return depersonalizer.error({ type: 'Error', message: '', stack: '', ...nowhere, ...sent }, note)
}

const SOMEWHERE = 'https://page.invalid'

function tryPage({ text, site, depersonalizer, note, cut }: Trial): Outcome {
  const isPath = text.startsWith('/')
  const address = isPath ? SOMEWHERE + text : text
  const url = cleanUrl(address, site)
  if (!url) return { output: null }
  noteCuts(address, { kept: url.path, utm: Object.values(url.utm), cut })
  const clean = depersonalizer.pagePath(url.path, note)
  const { path, templates } = site.templatePath?.(clean) ?? { path: clean, templates: [] }
  const utm: Record<string, string> = {}
  for (const [name, value] of Object.entries(url.utm)) utm[name] = depersonalizer.utm(name, value, note)
  return { output: isPath ? path : url.hostname + path, utm, templates }
}

function tryReferrer({ text, depersonalizer, note, cut }: Trial): Outcome {
  const referrer = cleanReferrer(text, '')
  if (!referrer) return { output: null }
  noteCuts(text, { kept: referrer.path, utm: [], cut })
  const { hostname, path } = depersonalizer.referrer(referrer, note)
  return { output: hostname + path }
}

interface Kept {
  /** Path with what is left of query and fragment. */
  readonly kept: string
  readonly utm: readonly string[]
  readonly cut: Trial['cut']
}

function noteCuts(address: string, { kept, utm, cut }: Kept): void {
  const before = new URL(address)
  const after = new URL(SOMEWHERE + kept)
  if (before.username || before.password) cut('credentials')
  if (before.hash && !after.hash) cut('fragment')
  const campaignKeys: readonly string[] = Object.values(UTM_KEYS).flat()
  for (const [key, value] of before.searchParams) {
    const isCampaign = campaignKeys.includes(key) && utm.includes(value.trim())
    if (!isCampaign && !after.searchParams.has(key)) cut('query')
  }
}
