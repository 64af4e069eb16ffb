import type { SeededRandom } from '@lethe/testkit'
import { between, charsOf, digits, LOWER } from '../draws.ts'
import { type Fact, fact } from '../item.ts'
import type { Person } from '../locales.ts'

const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  de: ['gmx.de', 'web.de', 't-online.de'],
  fr: ['orange.fr', 'laposte.net', 'free.fr'],
  it: ['libero.it', 'virgilio.it'],
  es: ['hotmail.es', 'telefonica.net'],
  pl: ['wp.pl', 'onet.pl', 'o2.pl'],
  pt_BR: ['uol.com.br', 'bol.com.br'],
  ru: ['mail.ru', 'yandex.ru'],
  ja: ['docomo.ne.jp', 'ezweb.ne.jp'],
  cs_CZ: ['seznam.cz', 'centrum.cz'],
  nl: ['ziggo.nl', 'xs4all.nl'],
  en_GB: ['btinternet.com', 'yahoo.co.uk'],
  en_AU: ['bigpond.com', 'optusnet.com.au'],
  en_IN: ['rediffmail.com', 'yahoo.co.in'],
  en_CA: ['rogers.com', 'sympatico.ca'],
  sv: ['telia.com'],
  da: ['mail.dk'],
  nb_NO: ['online.no'],
  fi: ['luukku.com'],
  tr: ['mynet.com'],
}
const WORLD = ['gmail.com', 'gmail.com', 'outlook.com', 'yahoo.com', 'hotmail.com', 'icloud.com', 'proton.me']
const WORK = [
  'corp',
  'mail.firma',
  'legal-partners',
  'kanzlei-nord',
  'studio9',
  'stadtwerke',
  'uni-west',
  'health.gov',
  'praxis',
]
const TLDS = [
  'com',
  'org',
  'net',
  'io',
  'eu',
  'info',
  'co.uk',
  'com.br',
  'photography',
  'berlin',
  'museum',
  'dev',
  'app',
  'ch',
  'edu',
]
/** RFC 3492 spellings, checked against the platform's own in the test. */
export const IDN_DOMAINS: readonly (readonly [unicode: string, ascii: string])[] = [
  ['münchen.de', 'xn--mnchen-3ya.de'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['köln.de', 'xn--kln-sna.de'],
  ['zürich.ch', 'xn--zrich-kva.ch'],
  ['café.fr', 'xn--caf-dma.fr'],
  ['español.com', 'xn--espaol-zwa.com'],
  ['smörgås.se', 'xn--smrgs-pra0j.se'],
  ['københavn.dk', 'xn--kbenhavn-54a.dk'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['例え.jp', 'xn--r8jz45g.jp'],
]
const TAGS = ['news', 'shop', 'amazon', 'github', 'spam', 'test1', 'newsletter2026', 'signup']

function localPart(random: SeededRandom, { latin_first, latin_last }: Person): string {
  const [first, last] = [latin_first || charsOf(random, LOWER, 6), latin_last || charsOf(random, LOWER, 7)]
  const year = between(random, 60, 99)
  return random.weighted([
    [`${first}.${last}`, 8],
    [`${first[0]}.${last}`, 3],
    [`${first[0]}${last}`, 3],
    [`${first}_${last}`, 2],
    [`${first}${last}${year}`, 3],
    [`${last}.${first}`, 1],
    [`${first}-${last}`, 1],
    [`${first}${digits(random, 3)}`, 2],
    [`${first}.${charsOf(random, LOWER, 1)}.${last}`, 1],
    [`o'${last}`, 0.3],
    [`${charsOf(random, LOWER, 2)}`, 0.3],
  ] as const)
}

export function email(random: SeededRandom, person: Person): Fact {
  const local = localPart(random, person)
  const [unicode, ascii] = random.pick(IDN_DOMAINS)
  const [form, domain] = random.weighted([
    [['provider', random.pick(PROVIDERS[person.locale] ?? WORLD)] as const, 4],
    [['provider', random.pick(WORLD)] as const, 4],
    [['work', `${random.pick(WORK)}.${random.pick(TLDS)}`] as const, 4],
    [['idn', unicode] as const, 0.5],
  ])
  const tag = random.pick(TAGS)
  return fact('email', `email-${form}`, {
    locale: person.locale,
    text: `${local}@${domain}`,
    tagged: `${local}+${tag}@${domain}`,
    punycode: `${local}@${ascii}`,
    pieces: local.length >= 5 ? [local] : [],
    is_caseless: true,
  })
}

/** How names stand in running text and form fields. */
export function fullName(random: SeededRandom, { first, last, locale }: Person): Fact {
  const east = locale === 'ja'
  const [form, text] = random.weighted([
    [['first-last', east ? `${last} ${first}` : `${first} ${last}`] as const, 10],
    [['last-comma-first', east ? `${last}${first}` : `${last}, ${first}`] as const, 2],
    [['initial-last', east ? `${last}さん` : `${first[0]}. ${last}`] as const, 1],
    [['title-name', east ? `${last}様` : `${random.pick(TITLES[locale] ?? ['Dr.'])} ${last}`] as const, 1],
    [['middle', east ? `${last} ${first}` : `${first} ${charsOf(random, 'ABCDEHJKLMPRST', 1)}. ${last}`] as const, 1],
  ])
  return fact('name', form, { locale, text, pieces: surname(last), needs_context: true, is_caseless: true })
}

const TITLES: Readonly<Record<string, readonly string[]>> = {
  en_US: ['Mr.', 'Ms.', 'Dr.'],
  en_GB: ['Mr', 'Mrs', 'Dr'],
  de: ['Herr', 'Frau', 'Dr.'],
  fr: ['M.', 'Mme', 'Dr'],
  es: ['Sr.', 'Sra.', 'Don'],
  it: ['Sig.', 'Sig.ra', 'Dott.'],
  pl: ['Pan', 'Pani'],
  nl: ['Dhr.', 'Mevr.'],
  pt_BR: ['Sr.', 'Sra.', 'Dra.'],
}

/** The last word of a surname, when it is long enough to point at somebody by itself. */
function surname(last: string): string[] {
  const word = last.split(/[\s'’-]/).at(-1) ?? ''
  return word.length >= 5 ? [word] : []
}

/** How names stand in addresses of pages: slugs and user names. */
export function slugName(random: SeededRandom, person: Person): Fact {
  const { latin_first: first, latin_last: last, locale } = person
  if (first === '' || last === '') return fullName(random, person)
  const year = between(random, 1955, 2004)
  const [form, text] = random.weighted([
    [['slug', `${first}-${last}`] as const, 8],
    [['slug-dot', `${first}.${last}`] as const, 4],
    [['slug-underscore', `${first}_${last}`] as const, 2],
    [['slug-year', `${first}-${last}-${year}`] as const, 1],
    [['username', `${first}${last}`] as const, 3],
    [['username-digits', `${first}${random.pick([String(year), String(year % 100), digits(random, 3)])}`] as const, 2],
    [['initial-username', `${first[0]}${last}`] as const, 2],
    [['capitals', `${capital(first)}-${capital(last)}`] as const, 2],
    [['first-only', first] as const, 1],
  ])
  return fact('name', form, { locale, text, needs_context: true, is_caseless: true })
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
