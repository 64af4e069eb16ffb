/**
 * How good a scrubber is on the labelled set. Use:
 *
 *     const report = score(labelledSet(FROZEN_SEED), (item) => ({ output: scrubAt(item.position, item.text, item.key) }))
 *     console.log(toMarkdown(report)); writeFileSync(out, JSON.stringify(report))
 *
 * `kept_key` is the key that stays (of query values, UTM values and props); leave it out when keys are never changed.
 * A dropped item is `output: ''` with `kept_key: ''`. A scrubber that removes without placeholders gets recall and the share of altered
 * harmless texts as usual; its precision is that of the row `untyped`.
 *
 * Words:
 * - *found*: none of a span's secrets survives in the output or key, in any reading of `views.ts`, in any case, nor (structured
 *   types) three fifths of its letters and digits in a row. *Recall* = found / spans. It does not matter which placeholder came.
 * - *told*: spans that say themselves what they are (`needs_context` false) or stand in a telling context. Gates are on these;
 *   the others (a bare name in a neutral field) are for information.
 * - *claim*: a placeholder that the input did not have, once per item and kind; a change without one is the claim `untyped`.
 *   A claim is *right* on an item with personal data of any kind that still has all its `keep`; *exact* if of the right kind too.
 *   It is *wrong* on a harmless item (unless the item tolerates it), or where words beside the secret went with it.
 *   *Precision* = right / claims; it depends on the set's mix of about six personal items to one harmless. `number`, `url` and
 *   `string` are templates of messages and paths: they are wrong only where a `keep` is lost.
 * - *altered*: harmless items that lost a `keep`. The share of them does not depend on the mix: read it together with precision.
 */
import type { LabelledItem, PersonalType, Position, Span } from './item.ts'
import { PERSONAL_TYPES, POSITIONS } from './item.ts'
import { viewsOf } from './views.ts'

export type Scrub = (item: LabelledItem) => { readonly output: string; readonly kept_key?: string }

export interface Tally {
  spans: number
  found: number
  told: number
  told_found: number
}
export interface Claims {
  claims: number
  right: number
  exact: number
  /** Wrong claims on harmless items, and on words beside a secret. */
  false_positives: number
}
export interface Miss {
  readonly id: string
  readonly type: PersonalType | 'harmless'
  readonly form: string
  readonly position: Position
  readonly encoding: string
  readonly context: string
  readonly is_told: boolean
}
export interface Report {
  readonly by_type: Readonly<Record<string, Tally & Claims>>
  readonly by_form: Readonly<Record<string, Tally>>
  readonly by_encoding: Readonly<Record<string, Tally>>
  readonly by_position: Readonly<Record<string, Tally & { harmless: number; altered: number; overscrubbed: number }>>
  readonly by_category: Readonly<Record<string, { harmless: number; altered: number }>>
  /** By type, then position: false positives of that claim. */
  readonly false_positives: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly all: Tally & Claims & { harmless: number; altered: number; overscrubbed: number }
  readonly national_ids_with_check_digit: Tally
  readonly misses: readonly Miss[]
}

/** Placeholders that name a type rightly. */
const NAMED: Readonly<Record<PersonalType, readonly string[]>> = {
  email: ['email'],
  phone: ['phone'],
  ip: ['ip'],
  name: ['name'],
  card: ['card'],
  iban: ['iban'],
  'national-id': ['national-id'],
  token: ['token'],
  uuid: ['uuid', 'id'],
  id: ['id', 'token', 'uuid', 'number'],
  wallet: ['wallet', 'token'],
  geo: ['geo'],
  'date-of-birth': ['date-of-birth'],
  credentials: ['credentials', 'token'],
  'home-folder': ['home-folder', 'home', 'user', 'name'],
  number: ['number', 'id'],
}
const TEMPLATES = ['number', 'url', 'string', 'quoted']
const STRUCTURED: readonly PersonalType[] = [
  'phone',
  'card',
  'iban',
  'national-id',
  'token',
  'uuid',
  'id',
  'wallet',
  'number',
]

const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/\[([a-z][a-z-]*)\]/g)].map(([, name]) => name as string)
const squeezed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

interface Reading {
  readonly views: readonly string[]
  readonly squeezed: readonly string[]
}

/** Whether anything of the span is still there to read. */
export function survives(span: Span, reading: Reading): boolean {
  if (
    span.secrets.some((secret) => reading.views.some((view) => view.includes(secret.toLowerCase().normalize('NFKC'))))
  )
    return true
  if (!STRUCTURED.includes(span.type)) return false
  const core = squeezed(span.secrets[0] ?? '')
  const length = Math.max(5, Math.ceil(core.length * 0.6))
  const windows = Array.from({ length: Math.max(0, core.length - length + 1) }, (_, at) => core.slice(at, at + length))
  return windows.some((part) => reading.squeezed.some((view) => view.includes(part)))
}

/** Reads an output as somebody would who looks for personal data in it. */
export function reading(output: string, kept_key: string): Reading {
  const views = [...viewsOf(output), ...viewsOf(kept_key)].map((view) => view.toLowerCase())
  return { views, squeezed: views.map((view) => squeezed(view.replace(/\[[a-z-]+\]/g, '|'))) }
}

const tally = (): Tally => ({ spans: 0, found: 0, told: 0, told_found: 0 })
const claims = (): Claims => ({ claims: 0, right: 0, exact: 0, false_positives: 0 })
const place = () => ({ ...tally(), harmless: 0, altered: 0, overscrubbed: 0 })
function of<T>(table: Record<string, T>, name: string, make: () => T): T {
  table[name] ??= make()
  return table[name] as T
}

/** Runs a scrubber over the items and counts. */
export function score(items: readonly LabelledItem[], scrub: Scrub): Report {
  const report = {
    by_type: Object.fromEntries(
      [...PERSONAL_TYPES, 'untyped'].map((type) => [type, { ...tally(), ...claims() }]),
    ) as Record<string, Tally & Claims>,
    by_form: {} as Record<string, Tally>,
    by_encoding: {} as Record<string, Tally>,
    by_position: Object.fromEntries(POSITIONS.map((position) => [position, place()])) as Record<
      string,
      ReturnType<typeof place>
    >,
    by_category: {} as Record<string, { harmless: number; altered: number }>,
    false_positives: {} as Record<string, Record<string, number>>,
    all: { ...place(), ...claims() },
    national_ids_with_check_digit: tally(),
    misses: [] as Miss[],
  }
  for (const item of items) {
    const { output, kept_key = item.key ?? '' } = scrub(item)
    const seen = reading(output, kept_key)
    countSpans(report, item, seen)
    const has_lost = item.keep.some((word) => !seen.views.some((view) => view.includes(word.toLowerCase())))
    countClaims(report, item, { made: madeClaims(item, output, kept_key), has_lost })
    countPlaces(report, item, has_lost)
  }
  return report
}
type Draft = { -readonly [K in keyof Report]: Report[K] } & {
  by_form: Record<string, Tally>
  by_encoding: Record<string, Tally>
  by_category: Record<string, { harmless: number; altered: number }>
  false_positives: Record<string, Record<string, number>>
  misses: Miss[]
}

function countSpans(report: Draft, item: LabelledItem, seen: Reading): void {
  for (const span of item.spans) {
    const is_told = !span.needs_context || item.context !== 'none'
    const is_found = !survives(span, seen)
    const tallies = [
      report.by_type[span.type],
      report.all,
      report.by_position[item.position],
      of(report.by_form, `${span.type}/${span.form}`, tally),
      of(report.by_encoding, item.encoding, tally),
      ...(span.type === 'national-id' && span.has_check_digit ? [report.national_ids_with_check_digit] : []),
    ]
    for (const one of tallies) {
      if (one === undefined) continue
      one.spans++
      if (is_found) one.found++
      if (is_told) one.told++
      if (is_told && is_found) one.told_found++
    }
    if (!is_found) report.misses.push(missOf(item, { type: span.type, form: span.form, is_told }))
  }
}

const missOf = (item: LabelledItem, rest: Pick<Miss, 'type' | 'form' | 'is_told'>): Miss => ({
  id: item.id,
  position: item.position,
  encoding: item.encoding,
  context: item.context,
  ...rest,
})

/** The kinds of placeholders that are new in the output; `untyped` for a change without any. */
function madeClaims(item: LabelledItem, output: string, kept_key: string): string[] {
  const had = placeholdersIn(`${item.text} ${item.key ?? ''}`)
  const has = placeholdersIn(`${output} ${kept_key}`)
  // A key such as `billing[phone]` looks like a placeholder: only what came on top counts.
  const timesIn = (names: readonly string[], name: string) => names.filter((one) => one === name).length
  const made = [...new Set(has)].filter((name) => timesIn(has, name) > timesIn(had, name))
  const known = made.filter((name) => PERSONAL_TYPES.includes(name as PersonalType) || TEMPLATES.includes(name))
  if (known.length > 0) return known
  return output === item.text && kept_key === (item.key ?? '') ? [] : ['untyped']
}

function countClaims(
  report: Draft,
  item: LabelledItem,
  { made, has_lost }: { made: readonly string[]; has_lost: boolean },
): void {
  for (const name of made) {
    const is_template = TEMPLATES.includes(name) || name === 'untyped' || item.tolerated?.includes(name) === true
    const is_wrong = has_lost || (item.is_benign && !is_template)
    const is_exact = item.types.some((type) => NAMED[type].includes(name))
    // A template in a harmless text that hurts nothing is neither right nor wrong.
    if (item.is_benign && !is_wrong) continue
    for (const one of [
      of(report.by_type as Record<string, Tally & Claims>, name, () => ({ ...tally(), ...claims() })),
      report.all,
    ]) {
      one.claims++
      if (is_wrong) one.false_positives++
      else one.right++
      if (!is_wrong && is_exact) one.exact++
    }
    if (is_wrong) {
      const row = of(report.false_positives, name, () => ({}) as Record<string, number>)
      row[item.position] = (row[item.position] ?? 0) + 1
    }
  }
}

function countPlaces(report: Draft, item: LabelledItem, has_lost: boolean): void {
  const position = report.by_position[item.position] as ReturnType<typeof place>
  if (!item.is_benign) {
    if (has_lost) for (const one of [position, report.all]) one.overscrubbed++
    return
  }
  for (const one of [position, report.all]) {
    one.harmless++
    if (has_lost) one.altered++
  }
  const category = of(report.by_category, item.category ?? '', () => ({ harmless: 0, altered: 0 }))
  category.harmless++
  if (has_lost) category.altered++
  if (has_lost) report.misses.push(missOf(item, { type: 'harmless', form: item.category ?? '', is_told: true }))
}
