import type { SeededRandom } from '@lethe/testkit'
import { luhnDigit, mod97, mod1110Digit, verhoeffDigit, weighted } from '../check-digits.ts'
import { between, birthday, charsOf, cut, digits, padded, shuffled } from '../draws.ts'
import { type Fact, fact } from '../item.ts'
import { codiceFiscale } from './codice-fiscale.ts'

type Maker = (random: SeededRandom) => Omit<Parameters<typeof fact>[2], 'locale'>

const CHECKED = { has_check_digit: true, is_caseless: true } as const
/** Digits alone, with a check that every tenth number passes: nobody can tell it from an order number. */
const BARE = { needs_context: true, grouped_needs_context: false } as const

/** Draws until `complete` finds a valid last part. */
function until(random: SeededRandom, draw: (random: SeededRandom) => string | undefined): string {
  for (;;) {
    const text = draw(random)
    if (text !== undefined) return text
  }
}

const usSsn: Maker = (random) => {
  const area = until(random, () => {
    const drawn = between(random, 1, 899)
    return drawn === 666 ? undefined : padded(drawn, 3)
  })
  const text = `${area}${padded(between(random, 1, 99), 2)}${padded(between(random, 1, 9999), 4)}`
  return {
    text,
    grouped: cut(
      text,
      [3, 2],
      random.weighted([
        ['-', 4],
        [' ', 1],
      ] as const),
    ),
    ...BARE,
  }
}

/** NHS data dictionary: weights 10..2, 11 minus the remainder, 11 means 0 and 10 is not issued. */
const ukNhs: Maker = (random) => {
  const text = until(random, () => {
    const payload = `${random.pick(['4', '6', '7', '9'])}${digits(random, 8)}`
    const check = (11 - (weighted(payload, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    return check === 10 ? undefined : `${payload}${check}`
  })
  return {
    text,
    grouped: cut(text, [3, 3], random.pick([' ', ' ', '-'])),
    ...CHECKED,
    needs_context: true,
    grouped_needs_context: true,
  }
}

const NOT_ISSUED = ['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ']
const ukNino: Maker = (random) => {
  const prefix = until(random, () => {
    const drawn = charsOf(random, 'ABCEGHJKLMNOPRSTWXYZ', 1) + charsOf(random, 'ABCEGHJKLMNPRSTWXYZ', 1)
    return NOT_ISSUED.includes(drawn) ? undefined : drawn
  })
  const text = `${prefix}${digits(random, 6)}${charsOf(random, 'ABCD', 1)}`
  return { text, grouped: cut(text, [2, 2, 2, 2], ' '), is_caseless: true }
}

/** Identifikationsnummer: of the first ten digits one occurs two or three times, the others at most once; MOD 11,10. */
const deTaxId: Maker = (random) => {
  const payload = until(random, () => {
    const [twice, ...others] = shuffled(random, [...'0123456789'])
    const count = random.pick([2, 2, 3])
    const drawn = shuffled(random, [...(twice ?? '').repeat(count), ...others.slice(0, 10 - count)]).join('')
    return drawn.startsWith('0') || /(\d)\1\1/.test(drawn) ? undefined : drawn
  })
  const text = `${payload}${mod1110Digit(payload)}`
  return { text, grouped: cut(text, [2, 3, 3], ' '), ...CHECKED }
}

/** INSEE: 97 minus the remainder of thirteen digits by 97; Corsica counts as 19 and 18. */
const frNir: Maker = (random) => {
  const { year, month } = birthday(random)
  const place = random.weighted([
    [padded(random.pick([13, 31, 33, 34, 35, 38, 44, 59, 62, 67, 69, 75, 78, 83, 92, 93]), 2), 12],
    ['2A', 1],
    ['2B', 1],
  ] as const)
  const payload = `${random.pick(['1', '2'])}${padded(year % 100, 2)}${padded(month, 2)}${place}${padded(between(random, 1, 600), 3)}${padded(between(random, 1, 999), 3)}`
  const key = 97 - mod97(payload.replace('2A', '19').replace('2B', '18'))
  const text = `${payload}${padded(key, 2)}`
  return { text, grouped: cut(text, [1, 2, 2, 2, 3, 3], ' '), ...CHECKED }
}

const ES_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const esDni: Maker = (random) => {
  const payload = padded(between(random, 1_000_000, 79_999_999), 8)
  const letter = ES_LETTERS[Number(payload) % 23]
  const grouped = random.pick([`${payload}-${letter}`, `${cut(payload, [2, 3], '.')}-${letter}`])
  return { text: `${payload}${letter}`, grouped, ...CHECKED }
}

const esNie: Maker = (random) => {
  const first = random.below(3)
  const payload = digits(random, 7)
  const letter = ES_LETTERS[Number(`${first}${payload}`) % 23]
  const prefix = 'XYZ'[first]
  return { text: `${prefix}${payload}${letter}`, grouped: `${prefix}-${payload}-${letter}`, ...CHECKED }
}

/** The century is added to the month: 1800s 80, 1900s 0, 2000s 20. */
const plPesel: Maker = (random) => {
  const { year, month, day } = birthday(random)
  const born = `${padded(year % 100, 2)}${padded(month + (year >= 2000 ? 20 : 0), 2)}${padded(day, 2)}`
  const payload = `${born}${digits(random, 4)}`
  const check = (10 - (weighted(payload, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10
  return { text: `${payload}${check}`, ...CHECKED }
}

const sePersonnummer: Maker = (random) => {
  const { year, month, day } = birthday(random)
  const born = `${padded(year % 100, 2)}${padded(month, 2)}${padded(day, 2)}`
  const serial = digits(random, 3)
  const number = `${serial}${luhnDigit(`${born}${serial}`)}`
  const century = String(year).slice(0, 2)
  return {
    text: `${century}${born}${number}`,
    grouped: random.pick([`${born}-${number}`, `${century}${born}-${number}`]),
    ...CHECKED,
  }
}

const fiHetu: Maker = (random) => {
  const { year, month, day } = birthday(random)
  const born = `${padded(day, 2)}${padded(month, 2)}${padded(year % 100, 2)}`
  // Since 2023 the Digital and Population Data Services Agency also gives out Y and B beside - and A.
  const sign = year >= 2000 ? random.pick(['A', 'A', 'B']) : random.pick(['-', '-', '-', 'Y'])
  const serial = padded(between(random, 2, 899), 3)
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${born}${serial}`) % 31]
  return { text: `${born}${sign}${serial}${check}`, ...CHECKED }
}

const DK_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2]
function dkNumber(random: SeededRandom, is_checked: boolean): string {
  const { year, month, day } = birthday(random)
  const born = `${padded(day, 2)}${padded(month, 2)}${padded(year % 100, 2)}`
  return until(random, () => {
    const serial = `${year >= 2000 ? between(random, 4, 9) : between(random, 0, 3)}${digits(random, 2)}`
    const check = (11 - (weighted(`${born}${serial}`, DK_WEIGHTS) % 11)) % 11
    if (check === 10) return undefined
    return `${born}${serial}${is_checked ? check : (check + between(random, 1, 9)) % 10}`
  })
}
const dkCpr: Maker = (random) => {
  const text = dkNumber(random, true)
  return { text, grouped: cut(text, [6], '-'), ...CHECKED, ...BARE }
}
/** Since 2007 numbers without a valid check digit are issued too. */
const dkCprUnchecked: Maker = (random) => {
  const text = dkNumber(random, false)
  return { text, grouped: cut(text, [6], '-'), ...BARE }
}

const noFodselsnummer: Maker = (random) => {
  const text = until(random, () => {
    const { year, month, day } = birthday(random)
    const serial = padded(year >= 2000 ? between(random, 500, 999) : between(random, 0, 499), 3)
    const payload = `${padded(day, 2)}${padded(month, 2)}${padded(year % 100, 2)}${serial}`
    const first = (11 - (weighted(payload, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11
    const second = (11 - (weighted(`${payload}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    return first === 10 || second === 10 ? undefined : `${payload}${first}${second}`
  })
  return { text, grouped: cut(text, [6], ' '), ...CHECKED }
}

const inAadhaar: Maker = (random) => {
  const payload = `${between(random, 2, 9)}${digits(random, 10)}`
  const text = `${payload}${verhoeffDigit(payload)}`
  return { text, grouped: cut(text, [4, 4], random.pick([' ', ' ', '-'])), ...CHECKED, ...BARE }
}

const caSin: Maker = (random) => {
  const payload = `${random.pick([...'12345679'])}${digits(random, 7)}`
  const text = `${payload}${luhnDigit(payload)}`
  return { text, grouped: cut(text, [3, 3], random.pick([' ', '-'])), ...CHECKED, ...BARE }
}

const TFN_WEIGHTS = [1, 4, 3, 7, 5, 8, 6, 9, 10]
const auTfn: Maker = (random) => {
  const text = until(random, () => {
    const drawn = `${between(random, 1, 9)}${digits(random, 8)}`
    return weighted(drawn, TFN_WEIGHTS) % 11 === 0 ? drawn : undefined
  })
  return { text, grouped: cut(text, [3, 3], ' '), ...CHECKED, needs_context: true, grouped_needs_context: true }
}

const brCpf: Maker = (random) => {
  const payload = digits(random, 9)
  const digit = (text: string) => {
    const remainder =
      (weighted(
        text,
        [...text].map((_, at) => text.length + 1 - at),
      ) *
        10) %
      11
    return remainder === 10 ? 0 : remainder
  }
  const first = digit(payload)
  const text = `${payload}${first}${digit(`${payload}${first}`)}`
  return { text, grouped: `${cut(text.slice(0, 9), [3, 3], '.')}-${text.slice(9)}`, ...CHECKED, ...BARE }
}

const MAKERS: readonly (readonly [form: string, locale: string, maker: Maker])[] = [
  ['us-ssn', 'en_US', usSsn],
  ['uk-nhs', 'en_GB', ukNhs],
  ['uk-nino', 'en_GB', ukNino],
  ['de-tax-id', 'de', deTaxId],
  ['fr-nir', 'fr', frNir],
  ['es-dni', 'es', esDni],
  ['es-nie', 'es', esNie],
  ['it-codice-fiscale', 'it', (random) => ({ text: codiceFiscale(random), ...CHECKED })],
  ['pl-pesel', 'pl', plPesel],
  ['se-personnummer', 'sv', sePersonnummer],
  ['fi-hetu', 'fi', fiHetu],
  ['dk-cpr', 'da', dkCpr],
  ['dk-cpr-unchecked', 'da', dkCprUnchecked],
  ['no-fodselsnummer', 'nb_NO', noFodselsnummer],
  ['in-aadhaar', 'en_IN', inAadhaar],
  ['ca-sin', 'en_CA', caSin],
  ['au-tfn', 'en_AU', auTfn],
  ['br-cpf', 'pt_BR', brCpf],
]
export const NATIONAL_ID_FORMS = MAKERS.map(([form]) => form)

/** One number of the countries in turn, so that each gets its share. */
export function nationalId(random: SeededRandom, turn: number): Fact {
  const [form, locale, maker] = MAKERS[turn % MAKERS.length] as (typeof MAKERS)[number]
  return fact('national-id', form, { locale, ...maker(random) })
}
