import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPathCounts } from './path-counts.ts'
import { type LearningSite, type LearntPath, openPathTemplates } from './path-templates.ts'

const LIMIT = 20
const SITE = { id: 7, learn_paths: true, learn_paths_limit: LIMIT }

function setUp(caps: { maxOfSite?: number } = {}) {
  const learnt: LearntPath[] = []
  const needless: string[] = []
  const counts = openPathCounts({ now: () => 5, randomBytes, ...caps })
  const templates = openPathTemplates({
    counts,
    now: () => 5,
    onLearnt: (one) => learnt.push(one),
    onNeedless: ({ template }) => needless.push(template),
  })
  const paths = (given: readonly string[], site: Partial<LearningSite> = {}) =>
    given.map((path) => templates.apply({ ...SITE, ...site }, path).path)
  return { counts, templates, learnt, needless, paths }
}

const many = (of: (at: number) => string, count = LIMIT) => Array.from({ length: count }, (_, at) => of(at))

describe('openPathTemplates', () => {
  it('collapses a position once it has more values than the limit, and tells so once', () => {
    const { paths, learnt, templates } = setUp()
    expect(paths(many((at) => `/users/u${at}`))).toEqual(many((at) => `/users/u${at}`))
    expect(paths(['/users/u3', '/users/one-more', '/users/u3', '/users/u3/edit?tab=2#x'])).toEqual([
      '/users/u3',
      '/users/*',
      '/users/*',
      '/users/*/edit?tab=2#x',
    ])
    expect(learnt).toEqual([{ site_id: 7, template: '/users/*', learnt_at: 5, child_count: LIMIT + 1, is_kept: false }])
    expect(templates.apply(SITE, '/users/')).toEqual({ path: '/users/', templates: [] })
    expect(paths(['/users', '/', '', '/users/a/'])).toEqual(['/users', '/', '', '/users/*/'])
  })

  it('learns below a template, for all that go through it together', () => {
    const { paths, learnt } = setUp()
    paths(many((at) => `/users/u${at}`, LIMIT + 1))
    paths(many((at) => `/users/u${at}/orders/o${at}`, LIMIT + 1))
    expect(paths(['/users/a/orders/b/print'])).toEqual(['/users/*/orders/*/print'])
    expect(learnt.map(({ template }) => template)).toEqual(['/users/*', '/users/*/orders/*'])
  })

  it('never collapses the first segment: a flood would take the whole site away', () => {
    const { paths, learnt } = setUp()
    const given = many((at) => `/page-${at}`, 500)
    expect(paths(given)).toEqual(given)
    expect(learnt).toEqual([])
  })

  it('drops templates of single values when all of these are collapsed', () => {
    const { paths, needless } = setUp()
    paths(many((at) => `/u/ann/photos/p${at}`, LIMIT + 1))
    paths(many((at) => `/u/u${at}`, LIMIT + 1))
    expect(needless).toEqual(['/u/ann/photos/*'])
  })

  it('does nothing for a site that has not switched it on, nor for paths that it keeps', () => {
    const off = setUp()
    const given = many((at) => `/users/u${at}`, 100)
    expect(off.paths(given, { learn_paths: false })).toEqual(given)
    expect(off.counts.size).toBe(0)
    expect(off.paths(given, { scrub_settings: { keep_paths: ['/users/*'] } })).toEqual(given)
    expect(off.learnt).toEqual([])
  })

  it('keeps sites apart', () => {
    const { paths } = setUp()
    paths(many((at) => `/users/u${at}`, LIMIT + 1))
    expect(paths(['/users/x'], { id: 8 })).toEqual(['/users/x'])
  })

  it('previews what would be stored, and learns nothing from it', () => {
    const { templates, paths, counts, learnt } = setUp()
    paths(many((at) => `/users/u${at}`))
    const size = counts.size
    for (const user of ['x', 'y', 'z'])
      expect(templates.preview(SITE, `/users/${user}`)).toEqual({ path: '/users/*', templates: ['/users/*'] })
    expect(templates.preview(SITE, '/users/u1').path).toBe('/users/u1')
    expect(templates.preview(SITE, '/other/x').path).toBe('/other/x')
    expect([counts.size, learnt.length]).toEqual([size, 0])
  })

  it('goes on with what it is given, leaves alone what is kept, and begins anew with what was forgotten', () => {
    const { templates, paths } = setUp()
    const known = { site_id: 7, template: '/users/*', learnt_at: 1, child_count: 201, is_kept: false }
    templates.put(known)
    expect(paths(['/users/x'])).toEqual(['/users/*'])
    templates.put({ ...known, is_kept: true })
    const given = many((at) => `/users/u${at}`, 100)
    expect(paths(given)).toEqual(given)
    templates.forget(7, '/users/*')
    expect(paths(given).filter((path) => path === '/users/*')).toHaveLength(100 - LIMIT)
  })

  it('learns at most 200 templates of a site', () => {
    const { paths, learnt } = setUp()
    for (let root = 0; root < 210; root++) paths(many((at) => `/r${root}/v${at}`, LIMIT + 1))
    expect(learnt).toHaveLength(200)
  })
})

describe('any paths at all', () => {
  const segment = fc.oneof(
    fc.nat(60).map((at) => `v${at}`),
    fc.constantFrom('a', 'b', '*', '', '[name]', '%20', 'ä'),
    fc.string({ maxLength: 5 }).map((text) => text.replace(/[/?#]/g, '-')),
  )
  const path = fc.array(segment, { maxLength: 13 }).map((segments) => `/${segments.join('/')}`)
  const stream = fc.array(
    fc.oneof(
      path,
      fc.nat(100).map((at) => `/users/u${at}/orders/${at * 7}`),
    ),
    {
      minLength: 30,
      maxLength: 300,
    },
  )

  it('have at most N + 1 values at a learnt position, and give the same each time', () => {
    fc.assert(
      fc.property(stream, (given) => {
        const { paths, learnt, templates } = setUp()
        const stored = paths(given)
        for (const { template } of learnt) {
          const prefix = template.slice(0, -1)
          const values = stored
            .filter((one) => one.startsWith(prefix))
            .map((one) => one.slice(prefix.length).split('/')[0])
          expect(new Set(values.filter(Boolean)).size).toBeLessThanOrEqual(LIMIT + 1)
        }
        expect(setUp().paths(given)).toEqual(stored)
        // What is collapsed is not collapsed again.
        for (const one of new Set(given)) {
          const once = templates.apply(SITE, one).path
          expect(templates.apply(SITE, once).path).toBe(once)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('cost no more memory than the cap, and are never longer afterwards', () => {
    fc.assert(
      fc.property(stream, (given) => {
        const { paths, counts } = setUp({ maxOfSite: 100 })
        for (const [at, stored] of paths(given).entries())
          expect(stored.length).toBeLessThanOrEqual(given[at]?.length ?? 0)
        expect(counts.size).toBeLessThanOrEqual(100)
      }),
      { numRuns: 50 },
    )
  })
})
