/** A country that visits come from. */
export interface Country {
  readonly code: string
  readonly language: string
  readonly timezone: string
  readonly currency: string
  readonly weight: number
  /** Factor on network times. */
  readonly slowness: number
  readonly mobile_ratio: number
}

const country = (
  code: string,
  [language, timezone, currency]: readonly [string, string, string],
  [weight, slowness, mobile_ratio]: readonly [number, number, number],
): Country => ({ code, language, timezone, currency, weight, slowness, mobile_ratio })

/** Where the invented shop is read: a European one with readers everywhere. */
export const COUNTRIES: readonly Country[] = [
  country('DE', ['de-DE', 'Europe/Berlin', 'EUR'], [26, 0.9, 0.48]),
  country('US', ['en-US', 'America/New_York', 'USD'], [17, 1.1, 0.5]),
  country('GB', ['en-GB', 'Europe/London', 'GBP'], [10, 0.95, 0.52]),
  country('FR', ['fr-FR', 'Europe/Paris', 'EUR'], [8, 0.95, 0.5]),
  country('AT', ['de-AT', 'Europe/Vienna', 'EUR'], [6, 0.9, 0.5]),
  country('NL', ['nl-NL', 'Europe/Amsterdam', 'EUR'], [5, 0.85, 0.46]),
  country('CH', ['de-CH', 'Europe/Zurich', 'CHF'], [4.5, 0.85, 0.47]),
  country('ES', ['es-ES', 'Europe/Madrid', 'EUR'], [4, 1, 0.58]),
  country('IT', ['it-IT', 'Europe/Rome', 'EUR'], [4, 1.05, 0.6]),
  country('PL', ['pl-PL', 'Europe/Warsaw', 'PLN'], [3.5, 1, 0.55]),
  country('IN', ['en-IN', 'Asia/Kolkata', 'INR'], [3.5, 1.9, 0.78]),
  country('BR', ['pt-BR', 'America/Sao_Paulo', 'BRL'], [2.5, 1.6, 0.7]),
  country('SE', ['sv-SE', 'Europe/Stockholm', 'SEK'], [2, 0.85, 0.48]),
  country('CA', ['en-CA', 'America/Toronto', 'CAD'], [1.6, 1.1, 0.47]),
  country('JP', ['ja-JP', 'Asia/Tokyo', 'JPY'], [1.2, 1.3, 0.5]),
  country('AU', ['en-AU', 'Australia/Sydney', 'AUD'], [1.1, 1.45, 0.5]),
  country('NP', ['ne-NP', 'Asia/Kathmandu', 'NPR'], [0.3, 2.1, 0.8]),
]
