import { DEFAULT_SCRUB_SETTINGS, type ScrubSettings } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import { openSiteDepersonalizer, openSiteDepersonalizers } from './site-depersonalizer.ts'

const by = (settings: Partial<ScrubSettings>) => openSiteDepersonalizer({ ...DEFAULT_SCRUB_SETTINGS, ...settings })
const UUID = '550e8400-e29b-41d4-a716-446655440000'

describe('settings of a site', () => {
  it('drop keys with their values, in any case', () => {
    const { props, utm, pagePath } = by({ drop_keys: ['Note', 'utm_term'] })
    expect(props({ note: 'hello', plan: 'pro' })).toEqual({ plan: 'pro' })
    expect(utm('utm_term', 'shoes')).toBe('')
    expect(utm('utm_source', 'news')).toBe('news')
    expect(pagePath('/a?note=1&page=2')).toBe('/a?page=2')
  })

  it('keep what stands under a key, but for what is sure', () => {
    const { props, pagePath } = by({ keep_keys: ['device'] })
    expect(props({ device: UUID, other: UUID })).toEqual({ device: UUID, other: '[uuid]' })
    expect(pagePath(`/a?device=${UUID}&x=${UUID}`)).toBe(`/a?device=${UUID}&x=[uuid]`)
    expect(props({ device: 'ann@mail.example' })).toEqual({ device: '[email]' })
  })

  it('take the user out of a folder that is written into one segment', () => {
    const { pagePath } = by({})
    expect(pagePath('/open/%2Fhome%2Fgundula_q77%2Fshop.log')).toBe('/open//home/[name]/shop.log')
    expect(pagePath('/open/a%20%2FUsers%2Fgundula_q77%2Fshop.log')).toBe('/open/a%20/Users/[name]/shop.log')
    expect(pagePath('/go/%2Fhome%2Fdashboard')).toBe('/go/%2Fhome%2Fdashboard')
    expect(pagePath('/home/gundula_q77')).toBe('/home/gundula_q77')
  })

  it('keep paths that only look personal, but for what is sure', () => {
    const { pagePath } = by({ keep_paths: ['/users/*', '/exact'] })
    expect(by({}).pagePath(`/users/${UUID}`)).toBe('/users/[uuid]')
    expect(pagePath(`/users/${UUID}`)).toBe(`/users/${UUID}`)
    expect(pagePath(`/others/${UUID}`)).toBe('/others/[uuid]')
    expect(pagePath('/users/ann@mail.example')).toBe('/users/[email]')
  })

  it('keep ids in paths and under keys that are kept', () => {
    const { pagePath } = by({ keep_paths: ['/orders/*'], keep_keys: ['ref'] })
    expect(pagePath('/orders/48213377/ord_8F3kd92')).toBe('/orders/48213377/ord_8F3kd92')
    expect(pagePath('/invoices/48213377?ref=123456789')).toBe('/invoices/[number]?ref=123456789')
  })

  it('take out what matches a pattern, wherever it stands, and count it', () => {
    const notes: unknown[] = []
    const { pagePath, error, props } = by({ patterns: ['CUST-[A-Z]{3}'] })
    expect(pagePath('/c/CUST-ABC/x', (note) => notes.push(note))).toBe('/c/[custom]/x')
    expect(notes).toEqual([{ type: 'custom', position: 'path', reason: 'plain' }])
    expect(props({ who: 'is CUST-ABC here' })).toEqual({ who: 'is [custom] here' })
    const report = { type: 'Error', message: 'no CUST-ABC', stack: '', filename: '', line: 0, column: 0 }
    expect(error(report).template).toBe('no [custom]')
  })

  it('leave out what holds something personal instead of a placeholder', () => {
    const { pagePath, props, utm, referrer, eventName } = by({ replacement: 'remove' })
    expect(pagePath('/u/ann@mail.example/orders?a=ann@mail.example&b=2#ann@mail.example')).toBe('/u/orders?b=2')
    expect(pagePath('/ann@mail.example')).toBe('/')
    expect(props({ mail: 'ann@mail.example', plan: 'pro' })).toEqual({ plan: 'pro' })
    expect(utm('utm_term', 'for ann@mail.example')).toBe('')
    expect(referrer({ hostname: 'a.example', path: '/u/ann@mail.example' })).toEqual({
      hostname: 'a.example',
      path: '/u',
    })
    expect(eventName('plain')).toBe('plain')
  })

  it('change nothing that is clean', () => {
    const { pagePath } = by({ replacement: 'remove', drop_keys: ['x'], patterns: ['CUST-[A-Z]{3}'] })
    for (const path of ['/', '/a/b/', '/a?b=1&c=2', '/a#top', '/a?b=c%20d']) expect(pagePath(path)).toBe(path)
  })
})

it('sites without settings share one depersonaliser, a change makes a new one', () => {
  const of = openSiteDepersonalizers({})
  const settings = { ...DEFAULT_SCRUB_SETTINGS, drop_keys: ['x'] }
  expect(of(DEFAULT_SCRUB_SETTINGS)).toBe(of({ ...DEFAULT_SCRUB_SETTINGS }))
  expect(of(settings)).toBe(of(settings))
  expect(of({ ...settings, drop_keys: [] })).not.toBe(of(settings))
})
