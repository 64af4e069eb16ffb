interface ScrubTypeDefinition {
  readonly label: string
  /** What counts as one. */
  readonly description: string
}

/** Kinds of personal data that are taken out of what a page sends; the placeholder is the name in brackets. */
export const SCRUB_TYPES = {
  email: { label: 'Email addresses', description: 'Email addresses, encoded or not.' },
  phone: { label: 'Phone numbers', description: 'Phone numbers, international or in the form of a country.' },
  ip: { label: 'IP addresses', description: 'IPv4 and IPv6 addresses.' },
  name: {
    label: 'Names',
    description: 'Names of people under a key or in a place that says so, and user names in file paths.',
  },
  card: { label: 'Payment cards', description: 'Numbers of payment cards with a valid check digit.' },
  iban: { label: 'Bank accounts', description: 'International bank account numbers with valid check digits.' },
  'national-id': {
    label: 'National ids',
    description: 'Numbers by which a state knows a person, with valid check digits or under a key that says so.',
  },
  token: {
    label: 'Tokens',
    description: 'Passwords, session ids, API keys, signed tokens, wallet addresses and other long random text.',
  },
  uuid: { label: 'Ids', description: 'UUID, ULID, KSUID and the like, and mixed ids in paths.' },
  number: {
    label: 'Numbers',
    description: 'Long numbers that may stand for a person or an order, and numeric ids in paths.',
  },
  geo: { label: 'Coordinates', description: 'Latitude and longitude, more precise than a town.' },
  'date-of-birth': { label: 'Dates of birth', description: 'Dates under a key that says birth.' },
  'user-agent': { label: 'User agents', description: 'What a browser says of itself, quoted in a text or path.' },
  custom: { label: 'Own patterns', description: 'What matches a pattern that the owner of the site has added.' },
  encoded: {
    label: 'Unreadable text',
    description: 'Text that is encoded over and over, or that could not be looked through; it is replaced whole.',
  },
} as const satisfies Record<string, ScrubTypeDefinition>

export type ScrubType = keyof typeof SCRUB_TYPES

/** Every kind, in the order of the reference. */
export const SCRUB_TYPE_NAMES = Object.keys(SCRUB_TYPES) as ScrubType[]

/** What is written in the place of something personal. */
export function placeholderOf(type: ScrubType): string {
  return `[${type}]`
}

/** Where in what a page sends something personal was found. */
export const SCRUB_POSITIONS = {
  path: 'Path of the page',
  query: 'Query of the page',
  fragment: 'Fragment of the page',
  hostname: 'Host of the page',
  referrer: 'Referrer',
  utm: 'Campaign values',
  event_name: 'Event name',
  prop_key: 'Event property, name',
  prop_value: 'Event property, value',
  error_type: 'Error type',
  error_message: 'Error message',
  error_frame: 'Stack frame',
  resource: 'Resource or script',
  selector: 'Selector of an element',
  release: 'Release',
} as const

export type ScrubPosition = keyof typeof SCRUB_POSITIONS

/** Every place, in the order of the reference. */
export const SCRUB_POSITION_NAMES = Object.keys(SCRUB_POSITIONS) as ScrubPosition[]

/** How something personal was found, beside what and where. */
export const SCRUB_REASONS = {
  plain: 'Recognised by its own form',
  context: 'Recognised by the key or path segment before it',
  disguised: 'Recognised after decoding (percent, escapes, look-alike characters)',
  base64: 'Recognised inside base64',
  unreadable: 'Could not be read, so it was replaced whole',
} as const

export type ScrubReason = keyof typeof SCRUB_REASONS
