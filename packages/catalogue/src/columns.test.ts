import { describe, expect, it } from 'vitest'
import { COLUMN_NAMES, COLUMNS, type Column, DIMENSION_NAMES, DIMENSIONS, METRICS, UNITS } from './index.ts'

const entries = Object.entries(COLUMNS) as [string, Column][]
const SENSITIVITIES = ['none', 'technical', 'personal']

describe('every column', () => {
  it.each(entries)('%s says what it is, why, how sensitive, and how long it is kept', (name, column) => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
    for (const text of [column.label, column.description, column.purpose]) expect(text.trim().length).toBeGreaterThan(1)
    expect(column.description).toMatch(/\.$/)
    expect(column.purpose).toMatch(/\.$/)
    expect(SENSITIVITIES).toContain(column.sensitivity)
    expect(['row', 'session_id']).toContain(column.retention)
    expect(Object.keys(UNITS)).toContain(column.unit)
    expect(column.sql).not.toBe('')
  })

  it.each(entries)('%s has its unit in its name', (name, { unit }) => {
    if (unit === 'ms') expect(name).toMatch(/_ms$/)
    if (unit === 'bytes') expect(name).toMatch(/_bytes$/)
    if (unit === 'time') expect(name).toMatch(/(^|_)at$/)
    if (name.endsWith('_ms')) expect(unit).toBe('ms')
  })

  it.each(entries.filter(([, { wire }]) => wire))('%s is cleaned when it comes from a page', (_name, column) => {
    expect(column.scrub).not.toBe('none')
    if (column.scrub === 'number') expect(column.wire?.max).toBeGreaterThan(0)
    if (column.scrub === 'enumeration') expect(column.wire?.values?.length).toBeGreaterThan(1)
  })

  it.each(entries.filter(([name]) => /\bNullable\b/.test(COLUMNS[name as keyof typeof COLUMNS].sql)))(
    '%s may be NULL, since it is a measurement',
    (name) => {
      expect(DIMENSION_NAMES).not.toContain(name)
    },
  )
})

describe('every value that a sender writes as text', () => {
  const TEXTS = ['text', 'path', 'host', 'selector', 'language', 'props']
  const written = entries.filter(([name, { scrub }]) => TEXTS.includes(scrub) && name !== 'environment')

  it.each(written)('%s has a limit of distinct values', (name, { max_values_per_day }) => {
    // Messages are limited by what they are grouped by.
    if (name !== 'error_message') expect(max_values_per_day).toBeGreaterThanOrEqual(200)
  })
})

describe('names', () => {
  it('that a query may use are unique, those of the replaced product included', () => {
    const legacy = [...Object.values(DIMENSIONS), ...Object.values(METRICS)].flatMap((one) => one.legacy_name ?? [])
    const all = [...DIMENSION_NAMES, ...Object.keys(METRICS), ...legacy]
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([])
    expect(legacy).toContain('country_code')
  })

  it('of fields of the single form lead to one column each', () => {
    const fields = entries.flatMap(([, { wire }]) => wire?.single_form ?? [])
    expect(new Set(fields).size).toBe(fields.length)
  })

  it('of dimensions are columns, session-scoped ones first', () => {
    for (const name of DIMENSION_NAMES) expect(DIMENSIONS[name].sql).toBe(COLUMNS[name].sql)
    const scopes = DIMENSION_NAMES.map((name) => DIMENSIONS[name].scope)
    expect(scopes.lastIndexOf('session')).toBeLessThan(scopes.indexOf('item'))
  })
})

it('no column could hold an address, a user agent or a query', () => {
  const suspicious = COLUMN_NAMES.filter((name) => /(^|_)(ip|address|user_agent|query|cookie|email)(_|$)/.test(name))
  expect(suspicious).toEqual([])
})
