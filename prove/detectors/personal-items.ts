import type { SeededRandom } from '@lethe/testkit'
import { shuffled } from './draws.ts'
import { encode } from './encodings.ts'
import { email, fullName, slugName } from './facts/identities.ts'
import { recordId, uuid } from './facts/ids.ts'
import { card, customerNumber, iban, wallet } from './facts/money.ts'
import { nationalId } from './facts/national-ids.ts'
import { ip } from './facts/network.ts'
import { phone } from './facts/phones.ts'
import { coordinates, credentials, dateOfBirth, homeFolder } from './facts/places-and-dates.ts'
import { token } from './facts/tokens.ts'
import {
  type Encoding,
  type Fact,
  type LabelledItem,
  PERSONAL_TYPES,
  type PersonalType,
  POSITIONS,
  type Position,
  type Span,
} from './item.ts'
import { type DrawPerson, LOCALES } from './locales.ts'
import { type Carrier, carrierFor, encodingsAt, placed } from './positions.ts'

/** How many items of each type. */
export const COUNTS: Readonly<Record<PersonalType, number>> = {
  email: 3_600,
  phone: 2_800,
  name: 3_200,
  'national-id': 3_240,
  ip: 1_800,
  card: 1_500,
  iban: 1_500,
  token: 1_800,
  uuid: 1_000,
  id: 900,
  wallet: 600,
  geo: 700,
  'date-of-birth': 900,
  credentials: 600,
  'home-folder': 600,
  number: 600,
}

const ONLY: Readonly<Partial<Record<PersonalType, readonly Position[]>>> = {
  'date-of-birth': ['query_value', 'fragment', 'referrer_query', 'event_prop_keyed', 'error_message', 'resource_url'],
  number: ['path_identity', 'query_value', 'fragment', 'referrer_query', 'event_prop_keyed', 'error_message'],
  credentials: [
    'query_value',
    'referrer_path',
    'event_prop_keyed',
    'event_prop_neutral',
    'error_message',
    'stack_frame',
    'resource_url',
  ],
  'home-folder': [
    'query_value',
    'event_prop_keyed',
    'event_prop_neutral',
    'error_message',
    'stack_frame',
    'resource_url',
  ],
}
const IN_HOSTS: readonly PersonalType[] = ['ip', 'uuid', 'name']
const NOT_IN_SELECTORS: readonly PersonalType[] = ['geo', 'wallet']

function positionsOf(type: PersonalType): readonly Position[] {
  return (
    ONLY[type] ??
    POSITIONS.filter(
      (position) =>
        (position !== 'referrer_host' || IN_HOSTS.includes(type)) &&
        (!(position === 'selector' || position === 'event_prop_key') || !NOT_IN_SELECTORS.includes(type)),
    )
  )
}

interface Source {
  readonly random: SeededRandom
  readonly person: DrawPerson
}

/** Names stand as slugs in addresses and keys, and mostly as people write them elsewhere. */
const AS_SLUG: readonly Position[] = [
  'path_segment',
  'path_identity',
  'referrer_path',
  'referrer_host',
  'stack_frame',
  'selector',
  'event_prop_key',
  'resource_url',
]
const hostable = (fact: Fact) =>
  /^[a-z\d][a-z\d.-]*$/i.test(fact.text) || /^(ipv4|ipv4-port|ipv6-brackets)$/.test(fact.form)

function draw({ random, person }: Source, type: PersonalType, turn: number, position: Position): Fact {
  const someone = () => person(LOCALES[turn % LOCALES.length] ?? 'en_US')
  const makers: Readonly<Record<PersonalType, () => Fact>> = {
    email: () => email(random, someone()),
    phone: () => phone(random, LOCALES[turn % LOCALES.length] ?? 'en_US'),
    name: () => (random.chance(AS_SLUG.includes(position) ? 0.92 : 0.2) ? slugName : fullName)(random, someone()),
    'national-id': () => nationalId(random, turn),
    ip: () => ip(random),
    card: () => card(random),
    iban: () => iban(random),
    token: () => token(random),
    uuid: () => uuid(random),
    id: () => recordId(random),
    wallet: () => wallet(random),
    geo: () => coordinates(random),
    'date-of-birth': () => dateOfBirth(random),
    credentials: () => credentials(random, someone()),
    'home-folder': () => homeFolder(random, someone()),
    number: () => customerNumber(random),
  }
  // A host name takes few signs: names of some scripts and bracketed ids give way to the next locale's.
  const fact = makers[type]()
  return position !== 'referrer_host' || hostable(fact) ? fact : draw({ random, person }, type, turn + 1, position)
}

/** Hands out encodings of a position in turn, passing over those that do not go with a fact. */
function openTurns(random: SeededRandom): (position: Position, fits: (encoding: Encoding) => boolean) => Encoding {
  const queues = new Map<Position, Encoding[]>()
  return (position, fits) => {
    const queue = queues.get(position) ?? []
    let at = queue.findIndex(fits)
    if (at < 0) {
      queue.push(...shuffled(random, encodingsAt(position)))
      at = queue.findIndex(fits)
    }
    queues.set(position, queue)
    return queue.splice(at, 1)[0] ?? 'plain'
  }
}

/** Pieces that the surroundings say too (a surname that is a word of the message) cannot be told from them. */
export function spanOf(
  fact: Fact,
  written: { written: string; secrets: readonly string[]; needs_context: boolean },
  around: string,
): Span {
  const [whole = '', ...pieces] = written.secrets
  const beside = around.toLowerCase()
  return {
    type: fact.type,
    form: fact.form,
    written: written.written,
    secrets: [whole, ...new Set(pieces.filter((piece) => piece !== whole && !beside.includes(piece.toLowerCase())))],
    needs_context: written.needs_context,
    has_check_digit: fact.has_check_digit,
  }
}

function assemble(fact: Fact, carrier: Carrier, encoding: Encoding): Omit<LabelledItem, 'id' | 'position'> {
  const written = encode(fact, encoding, carrier.around)
  if (written === undefined) throw new RangeError(`${fact.form} has no ${encoding}`)
  const text = placed(carrier, written)
  const span = spanOf(fact, written, `${carrier.template} ${carrier.key ?? ''} ${carrier.text ?? ''}`)
  const key = carrier.is_key ? text : carrier.key
  return {
    encoding,
    locale: fact.locale,
    types: [fact.type],
    text: carrier.is_key ? (carrier.text ?? '') : text,
    ...(key === undefined ? {} : { key }),
    spans: [span],
    secrets: span.secrets,
    context: written.is_keyed ? 'key' : carrier.context,
    is_benign: false,
    keep: carrier.keep,
  }
}

/** Items with one fact each: types by count, positions in turn, encodings in turn per type and position. */
export function personalItems(source: Source): LabelledItem[] {
  return PERSONAL_TYPES.flatMap((type) => {
    const turns = openTurns(source.random)
    const positions = positionsOf(type)
    return Array.from({ length: COUNTS[type] }, (_, turn): LabelledItem => {
      const position = positions[turn % positions.length] ?? 'query_value'
      // Locales and countries move on after each round of positions: both lists meet in every combination.
      const fact = draw(source, type, turn + Math.floor(turn / positions.length), position)
      const carrier = carrierFor(source.random, fact, position)
      const encoding = turns(position, (one) => encode(fact, one, carrier.around) !== undefined)
      return { id: `${type}-${turn}`, position, ...assemble(fact, carrier, encoding) }
    })
  })
}
