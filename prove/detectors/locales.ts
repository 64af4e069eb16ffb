import {
  base,
  cs_CZ,
  da,
  de,
  en,
  en_AU,
  en_CA,
  en_GB,
  en_IN,
  en_US,
  es,
  Faker,
  fi,
  fr,
  it,
  ja,
  nb_NO,
  nl,
  pl,
  pt_BR,
  ru,
  sv,
  tr,
} from '@faker-js/faker'

const DEFINITIONS = {
  en_US,
  en_GB,
  de,
  fr,
  es,
  it,
  pl,
  sv,
  fi,
  da,
  nb_NO,
  en_IN,
  en_CA,
  en_AU,
  pt_BR,
  nl,
  tr,
  ja,
  ru,
  cs_CZ,
}
export type LocaleName = keyof typeof DEFINITIONS
export const LOCALES = Object.keys(DEFINITIONS) as LocaleName[]

/** A person as the locale's dictionary gives them, with the spelling that sites put into user names and addresses. */
export interface Person {
  readonly locale: LocaleName
  readonly first: string
  readonly last: string
  /** Lower case, letters a to z only; empty where the script has no common romanisation here. */
  readonly latin_first: string
  readonly latin_last: string
}

export type DrawPerson = (locale: LocaleName) => Person

/** One faker per locale, each with a seed of its own: what one locale draws does not move the others. */
export function openPeople(seed: number): DrawPerson {
  const fakers = new Map(
    LOCALES.map((name, at) => [name, new Faker({ locale: [DEFINITIONS[name], en, base], seed: seed * 100 + at })]),
  )
  return (locale) => {
    const faker = fakers.get(locale) as Faker
    const [first, last] = [faker.person.firstName(), faker.person.lastName()]
    return { locale, first, last, latin_first: latin(first), latin_last: latin(last) }
  }
}

const SPELT: Readonly<Record<string, string>> = {
  ...{
    ä: 'ae',
    ö: 'oe',
    ü: 'ue',
    ß: 'ss',
    æ: 'ae',
    ø: 'oe',
    å: 'aa',
    ł: 'l',
    ı: 'i',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    œ: 'oe',
  },
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch' },
  ...{ ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
}

/** The way sites spell a name in an address; empty when a sign has no such spelling. */
function latin(name: string): string {
  const spelt = [...name.toLowerCase()]
    .map((sign) => SPELT[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
  const kept = spelt.replace(/[^a-z]/g, '')
  return /[^\x20-\x7e]/.test(spelt) ? '' : kept
}
