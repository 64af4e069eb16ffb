import type { ScrubPosition, ScrubReason, ScrubType } from './scrubs.ts'

interface TrialPlace {
  readonly label: string
  /** What the key of such a value is called; null for values without one. */
  readonly key_label: string | null
  readonly example: string
  /** Why nothing at all would be stored of a text. */
  readonly refusal: string
}

const EMPTY = 'Nothing of it is stored.'
const NO_ADDRESS = 'It is not an http(s) address, so nothing of it is stored.'

/** What a text may be tried as: the positions that a person can paste something from. */
export const TRIAL_PLACES = {
  path: {
    label: 'Page address',
    key_label: null,
    example: 'https://shop.example/users/ann-meyer/orders/48213377?email=ann@mail.example',
    refusal: NO_ADDRESS,
  },
  referrer: {
    label: 'Referrer',
    key_label: null,
    example: 'https://mail.example/inbox/ann@mail.example?folder=2',
    refusal: NO_ADDRESS,
  },
  utm: { label: 'Campaign value', key_label: 'Parameter', example: 'newsletter for ann@mail.example', refusal: EMPTY },
  event_name: {
    label: 'Event name',
    key_label: null,
    example: 'signup-550e8400-e29b-41d4-a716-446655440000',
    refusal: 'It is no event name (a letter, then letters, digits, _ . -), so the event is not stored.',
  },
  prop_value: {
    label: 'Event property',
    key_label: 'Property',
    example: 'call 020 7946 0958 for Ann',
    refusal: 'Its name is none that a property may have, or a setting of the site leaves it out: it is not stored.',
  },
  error_message: {
    label: 'Error message',
    key_label: null,
    example: 'User ann@mail.example not found',
    refusal: EMPTY,
  },
  error_frame: {
    label: 'Stack trace',
    key_label: null,
    example: 'at load (https://shop.example/u/ann@mail.example/app.js:10:5)',
    refusal: 'No line of it can be read as a frame, so none is stored.',
  },
  resource: {
    label: 'Resource or script',
    key_label: null,
    example: 'https://cdn.example/avatars/ann@mail.example.png?size=2',
    refusal: EMPTY,
  },
  selector: { label: 'Selector of an element', key_label: null, example: 'div#user-48213377 > img', refusal: EMPTY },
} as const satisfies Partial<Record<ScrubPosition, TrialPlace>>

export type TrialPosition = keyof typeof TRIAL_PLACES

/** Every place, in the order of the form. */
export const TRIAL_POSITION_NAMES = Object.keys(TRIAL_PLACES) as TrialPosition[]

/** What is cut off before anything is looked for. */
export const TRIAL_CUTS = {
  credentials: 'User name and password of the address',
  query: 'Keys of the query that are not kept',
  fragment: 'The fragment, which this site does not keep',
  end: 'What is longer than may be stored',
} as const

export type TrialCut = keyof typeof TRIAL_CUTS

/** Every cut, in the order in which they are told. */
export const TRIAL_CUT_NAMES = Object.keys(TRIAL_CUTS) as TrialCut[]

/** Body of `POST /api/sites/:key/depersonalize`. */
export interface TrialRequest {
  readonly position: TrialPosition
  /** Of a property or campaign value, e.g. `utm_term`. */
  readonly key?: string
  readonly text: string
}

/** What would be stored of a text; nothing of it has been. */
export interface TrialAnswer {
  /** Null when nothing would. Frames are separated by line breaks. */
  readonly output: string | null
  /** Campaign values of a page's address, which are stored apart from it. */
  readonly utm: Readonly<Record<string, string>>
  /** Learnt templates by which the end of a page's path is collapsed, e.g. `/users/*`. */
  readonly templates: readonly string[]
  readonly cuts: readonly TrialCut[]
  readonly scrubs: readonly {
    readonly type: ScrubType
    readonly position: ScrubPosition
    readonly reason: ScrubReason
  }[]
}

/** Longest text that may be tried. */
export const TRIAL_CHARS = 8_192
