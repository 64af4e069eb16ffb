/** Luhn's check over a run of digits (cards, SIN, personnummer). */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, isDoubled = false; at >= 0; at--, isDoubled = !isDoubled) {
    const digit = digitAt(digits, at) * (isDoubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return digits.length > 1 && sum % 10 === 0
}

/** ISO 7064 MOD 97-10 over digits and letters (`A` = 10), as IBANs have it after their first four characters moved to the end. */
export function mod97(text: string): number {
  let rest = 0
  for (const char of text.toUpperCase()) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** ISO 7064 MOD 11,10 with the check digit last (German tax id, Croatian OIB). */
export function isMod11And10(digits: string): boolean {
  let product = 10
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (digitAt(digits, at) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return digits.length > 1 && (11 - product) % 10 === digitAt(digits, digits.length - 1)
}

/** Sum of digits times weights, place by place; places without a weight count nothing. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * digitAt(digits, at), 0)
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const PERMUTED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff's check over a run of digits (Aadhaar). */
export function isVerhoeff(digits: string): boolean {
  let check = 0
  for (let at = 0; at < digits.length; at++) {
    const permuted = digitAt(PERMUTED[at % 8] ?? '', digitAt(digits, digits.length - 1 - at))
    check = digitAt(DIHEDRAL[check] ?? '', permuted)
  }
  return digits.length > 1 && check === 0
}

/** Whether the two-digit parts are a day of some year: `31`, `12`. February always has 29 days. */
export function isDay(day: string, month: string): boolean {
  const [monthNumber, dayNumber] = [Number(month), Number(day)]
  return dayNumber >= 1 && dayNumber <= (DAYS[monthNumber - 1] ?? 0)
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const digitAt = (digits: string, at: number): number => digits.charCodeAt(at) - 48
