import type { SeededRandom } from '@lethe/testkit'
import { email, fullName } from './facts/identities.ts'
import { uuid } from './facts/ids.ts'
import { ip } from './facts/network.ts'
import { phone } from './facts/phones.ts'
import { token } from './facts/tokens.ts'
import type { Fact, LabelledItem, PersonalType, Position } from './item.ts'
import { type DrawPerson, LOCALES } from './locales.ts'
import { spanOf } from './personal-items.ts'

/** Several facts in one text. `keep` is what must still be readable between them. */
const TEMPLATES: readonly (readonly [position: Position, template: string, keep: readonly string[]])[] = [
  ['error_message', 'Login failed for {email} from {ip}', ['Login failed for', 'from']],
  ['error_message', 'Could not send SMS to {phone} and mail to {email}', ['Could not send', 'and mail to']],
  ['error_message', 'Anmeldung von {name} ({email}) fehlgeschlagen', ['Anmeldung von', 'fehlgeschlagen']],
  ['error_message', 'Utilisateur {name} <{email}> introuvable', ['Utilisateur', 'introuvable']],
  ['error_message', 'Session {uuid} of user {email} expired', ['Session', 'of user', 'expired']],
  ['error_message', 'Unauthorized: {ip} used {token}', ['Unauthorized', 'used']],
  ['error_message', '{"user":{"name":"{name}","email":"{email}","phone":"{phone}"}}', []],
  ['event_prop_neutral', '{name} - {email} - {phone}', []],
  ['event_prop_neutral', 'Von: {name} <{email}>', []],
  [
    'referrer_query',
    'https://crm.firma.example/contacts?name={name}&mail={email}&tel={phone}',
    ['crm.firma.example', 'contacts'],
  ],
  ['resource_url', 'https://api.shop.example/v1/users/{email}/sessions/{uuid}', ['api.shop.example', '/sessions/']],
  ['path_identity', '/users/{uuid}/invite/{email}', ['/users/', '/invite/']],
]
const MIXED_COUNT = 720

function draw(random: SeededRandom, person: DrawPerson, turn: number): Readonly<Partial<Record<PersonalType, Fact>>> {
  const locale = LOCALES[turn % LOCALES.length] ?? 'en_US'
  const someone = person(locale)
  return {
    email: email(random, someone),
    name: fullName(random, someone),
    phone: phone(random, locale),
    ip: ip(random),
    uuid: uuid(random),
    token: token(random),
  }
}

function mixed(random: SeededRandom, person: DrawPerson, turn: number): LabelledItem {
  const [position, template, keep] = TEMPLATES[turn % TEMPLATES.length] as (typeof TEMPLATES)[number]
  const facts = draw(random, person, turn)
  const is_url = !['error_message', 'event_prop_neutral'].includes(position)
  const chosen = Object.values(facts).filter((fact) => template.includes(`{${fact.type}}`))
  const write = (fact: Fact) => (is_url ? encodeURIComponent(fact.text) : fact.text)
  const around = template.replace(/\{[a-z]+\}/g, ' ')
  const spans = chosen.map((fact) =>
    spanOf(
      fact,
      { written: write(fact), secrets: [fact.text, ...(fact.pieces ?? [])], needs_context: fact.needs_context },
      around,
    ),
  )
  const text = chosen.reduce((sofar, fact) => sofar.replace(`{${fact.type}}`, () => write(fact)), template)
  return {
    id: `mixed-${turn}`,
    position,
    encoding: is_url ? 'percent1' : 'plain',
    locale: LOCALES[turn % LOCALES.length] ?? 'en_US',
    types: chosen.map(({ type }) => type),
    text,
    ...(position === 'event_prop_neutral' ? { key: 'note' } : {}),
    spans,
    secrets: spans.flatMap(({ secrets }) => secrets),
    context:
      position === 'event_prop_neutral'
        ? 'none'
        : position === 'referrer_query'
          ? 'key'
          : position === 'path_identity'
            ? 'segment'
            : 'words',
    is_benign: false,
    keep,
  }
}

export const mixedItems = (random: SeededRandom, person: DrawPerson): LabelledItem[] =>
  Array.from({ length: MIXED_COUNT }, (_, turn) => mixed(random, person, turn))
