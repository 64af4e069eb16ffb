import { AppError } from '@lethe/catalogue'
import maxmind, { type Reader } from 'maxmind'

/** An IPv4 address in its IPv6 dress; databases know the bare one. */
const MAPPED = /^::ffff:(?=\d{1,3}\.)/i

/** Country of an address, from a local database file. */
export interface CountryLookup {
  /** ISO 3166-1 alpha-2, '' when unknown or when it is no address. */
  countryOf(ip: string): string
  /** When the database was built, epoch ms. */
  readonly built_at: number
}

/** The two layouts seen: DB-IP's flat one and MaxMind's nested one. */
interface CountryRecord {
  readonly country_code?: unknown
  readonly country?: { readonly iso_code?: unknown }
}

/** Opens an `.mmdb` file. Throws `config_invalid` when it cannot be read. */
export async function openCountryLookup(path: string): Promise<CountryLookup> {
  const reader = await open(path)
  return {
    built_at: reader.metadata.buildEpoch.getTime(),
    countryOf: (ip) => codeOf(lookUp(reader, ip.replace(MAPPED, ''))),
  }
}

async function open(path: string): Promise<Reader<never>> {
  try {
    return (await maxmind.open(path)) as Reader<never>
  } catch (cause) {
    throw new AppError('config_invalid', 'The country database cannot be read', { cause })
  }
}

function lookUp(reader: Reader<never>, ip: string): CountryRecord | null {
  if (!maxmind.validate(ip)) return null
  try {
    return reader.get(ip) as CountryRecord | null
  } catch {
    return null
  }
}

function codeOf(record: CountryRecord | null): string {
  const code = record?.country_code ?? record?.country?.iso_code
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : ''
}
