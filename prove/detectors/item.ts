/** What a labelled span is about. Coarser than `form`, which names the exact shape (`us-ssn`, `github-token`, `e164`). */
export const PERSONAL_TYPES = [
  'email',
  'phone',
  'ip',
  'name',
  'card',
  'iban',
  'national-id',
  'token',
  'uuid',
  'id',
  'wallet',
  'geo',
  'date-of-birth',
  'credentials',
  'home-folder',
  'number',
] as const
export type PersonalType = (typeof PERSONAL_TYPES)[number]

/** Where in what a page sends the text stands. `path_identity` is the segment after `/users/` and the like. */
export const POSITIONS = [
  'path_segment',
  'path_identity',
  'query_value',
  'fragment',
  'referrer_path',
  'referrer_query',
  'referrer_host',
  'utm_value',
  'event_name',
  'event_prop_keyed',
  'event_prop_neutral',
  'event_prop_key',
  'error_message',
  'stack_frame',
  'resource_url',
  'selector',
] as const
export type Position = (typeof POSITIONS)[number]

/** How the fact is written at its position. `plain` in a URL is what a browser's address bar would send. */
export const ENCODINGS = [
  'plain',
  'percent1',
  'percent2',
  'percent3',
  'percent_all',
  'plus',
  'base64',
  'base64url',
  'base64_json',
  'fullwidth',
  'punycode',
  'upper',
  'lower',
  'tagged',
  'grouped',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What tells a reader that this is personal: the key beside it, the segment before it, the words around it, or nothing. */
export type Context = 'key' | 'segment' | 'words' | 'none'

/** One personal fact, as a person or a site writes it. */
export interface Fact {
  readonly type: PersonalType
  readonly form: string
  readonly locale: string
  readonly text: string
  /** With the separators of its country, where that differs from `text`. */
  readonly grouped?: string
  /** An email with a `+` tag. */
  readonly tagged?: string
  /** An email at a domain in `xn--` form. */
  readonly punycode?: string
  /** Pieces that identify by themselves, such as a surname or the local part of an address. */
  readonly pieces?: readonly string[]
  /** True when the characters alone cannot tell it from an order number, a word or a date. */
  readonly needs_context: boolean
  /** The same for the grouped writing. */
  readonly grouped_needs_context?: boolean
  readonly has_check_digit: boolean
  /** True when upper and lower case mean the same. */
  readonly is_caseless: boolean
}

/** A stretch of an item's text (or key) that must go. */
export interface Span {
  readonly type: PersonalType
  readonly form: string
  /** As it stands in `text` or `key`, in the item's encoding. */
  readonly written: string
  /** Must not survive in plain, percent-encoded, base64, full-width or case-changed form. */
  readonly secrets: readonly string[]
  readonly needs_context: boolean
  readonly has_check_digit: boolean
}

/** One input of the pipeline with what is known about it. */
export interface LabelledItem {
  readonly id: string
  readonly position: Position
  readonly encoding: Encoding
  readonly locale: string
  readonly types: readonly PersonalType[]
  /** As the pipeline gets it: a path, a whole referrer, a value, a message, one line of a stack. */
  readonly text: string
  /** Of query values, UTM values and event props. */
  readonly key?: string
  readonly spans: readonly Span[]
  /** All secrets of all spans. */
  readonly secrets: readonly string[]
  readonly context: Context
  readonly is_benign: boolean
  /** What must still be readable: the words beside a secret, the meaning of a benign text. */
  readonly keep: readonly string[]
  /** Of benign items: what kind of text. */
  readonly category?: string
  /** Of benign items: placeholders that do no harm here, because the part they replace is an id of a thing. */
  readonly tolerated?: readonly string[]
}

/** A fact whose writing has only one form; the rest is filled in. */
export function fact(
  type: PersonalType,
  form: string,
  rest: Pick<Fact, 'text' | 'locale'> & Partial<Omit<Fact, 'type' | 'form'>>,
): Fact {
  return { type, form, needs_context: false, has_check_digit: false, is_caseless: false, ...rest }
}
