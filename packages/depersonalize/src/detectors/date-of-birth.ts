import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isPart, isTold, wordsBefore } from './words.ts'

const TOLD =
  /^(?:dob|birth|birthday|birthdate|birthdays|bday|born|birthyear|dateofbirth|geboren|geburtstag|geburtsdatum|geburt|geb|gebdat|naissance|naissances|anniversaire|nacimiento|cumpleanos|nascimento|aniversario|nascita|compleanno|geboorte|geboortedatum|geboortedag|urodzenia|urodziny|fodelse|fodelsedatum|fodselsdato|fodt|fodselsdag|syntyma|syntymaaika|syntynyt|dogum|narozeni|narodenia|szuletesi|nasterii|рождения|рождение|народження|γεννησης|出生|出生日期|生年月日|誕生日|생년월일|생일|ميلاد|الميلاد)$/
const MONTH =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|jän|mär|mai|okt|dez|ene|abr|ago|set|out|dic|gen|mag|giu|lug|ott|fev|fév|avr|aoû|déc|juin|juil|mrt|mei|maa)[\\p{L}]{0,7}'
const YEAR = '(?:1[89]|20)\\d\\d'
const DAY = '(?:[12]\\d|3[01]|0?[1-9])'
const MONTH_NUMBER = '(?:1[0-2]|0?[1-9])'
const DATE = new RegExp(
  `(?<!\\d)(?:${[
    `${YEAR}([-/. ])${MONTH_NUMBER}\\1${DAY}(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[-+]\\d\\d:?\\d\\d)?)?`,
    `${DAY}([-/. ]) ?${DAY}\\2 ?(?:${YEAR}|\\d\\d)`,
    `${DAY}(?:st|nd|rd|th|\\.)?[ -](?:de )?${MONTH}[., -]{1,2}(?:de )?${YEAR}`,
    `${MONTH}[ -]${DAY}(?:st|nd|rd|th)?[, -]{1,2}${YEAR}`,
    `${YEAR}年\\d{1,2}月\\d{1,2}日`,
    `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
    `(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${YEAR}`,
    YEAR,
  ].join('|')})(?!\\d)`,
  'giu',
)
const AGE_KEY = /^(?:year|jahr|annee|ano|anno)$/

/** Dates where a key or the words before say birth, in any usual order; a bare year too. */
export const dateOfBirth: Detector = {
  type: 'date-of-birth',
  needs: (traits) => traits.digit_count >= 4,
  find: (text, hint) => {
    const isKeyTold = isTold(TOLD, hint)
    if (!isKeyTold && !mayTell(text)) return []
    const findings: Finding[] = []
    for (const match of matchesOf(text, DATE)) {
      const end = match.index + match[0].length
      if (isPart(text, match.index, end)) continue
      if (isKeyTold || isToldBefore(text, match.index)) findings.push({ start: match.index, end })
    }
    return findings
  },
}

/** A word that says so within three words, a date between them aside. */
function isToldBefore(text: string, at: number): boolean {
  return wordsBefore(text, at)
    .slice(-3)
    .some((word) => TOLD.test(word) && !AGE_KEY.test(word))
}

const STEM =
  /dob|b-?day|birth|born|geb|naiss|anniv|naci|cumple|nasc|complea|urodz|f[oø]d|synt|do[gğ]um|narozen|naroden|sz[uü]let|n[aă][sș]ter|рожд|народж|γ[εέ]νν|出生|生年|誕生|생년|생일|ميلاد/i
const mayTell = (text: string): boolean => STEM.test(text)
