import type { SeededRandom } from '@lethe/testkit'
import { birthday, padded } from '../draws.ts'

const SURNAMES =
  'ROSSI RUSSO FERRARI ESPOSITO BIANCHI ROMANO COLOMBO RICCI MARINO GRECO BRUNO GALLO CONTI FOSSI MANCINI'
const FIRST_NAMES = 'MARCO GIULIA LUCA CHIARA ANDREA SARA MATTEO ANNA PAOLO ELENA DAVIDE MARTINA SIMONE LAURA STEFANO'
/** Land-register codes of towns: Rome, Milan, Turin, Naples, Florence, Bologna, Genoa, Palermo, Bari, Venice. */
const TOWNS = ['H501', 'F205', 'L219', 'F839', 'D612', 'A944', 'D969', 'G273', 'A662', 'L736']
const MONTHS = 'ABCDEHLMPRST'
/** Values of the signs at odd places, `0`..`9` then `A`..`Z` (decree of 23 December 1976). */
const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22,
  25, 24, 23,
]

const consonants = (text: string) => text.replace(/[AEIOU]/g, '')
const three = (text: string) => `${consonants(text)}${text.replace(/[^AEIOU]/g, '')}XXX`.slice(0, 3)

function threeOfFirstName(text: string): string {
  const hard = consonants(text)
  return hard.length > 3 ? `${hard[0]}${hard[2]}${hard[3]}` : three(text)
}

function checkLetter(payload: string): string {
  const sum = [...payload].reduce((total, sign, at) => {
    const value = parseInt(sign, 36)
    const even = value < 10 ? value : value - 10
    return total + (at % 2 === 0 ? (ODD[value] ?? 0) : even)
  }, 0)
  return String.fromCharCode(65 + (sum % 26))
}

/** An Italian tax code: surname, first name, birth, sex, town, check letter. */
export function codiceFiscale(random: SeededRandom): string {
  const { year, month, day } = birthday(random)
  const name = three(random.pick(SURNAMES.split(' '))) + threeOfFirstName(random.pick(FIRST_NAMES.split(' ')))
  const born = `${padded(year % 100, 2)}${MONTHS[month - 1]}${padded(day + (random.chance(0.5) ? 40 : 0), 2)}`
  const payload = `${name}${born}${random.pick(TOWNS)}`
  return `${payload}${checkLetter(payload)}`
}
