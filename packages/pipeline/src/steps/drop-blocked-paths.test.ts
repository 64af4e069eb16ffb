import { expect, it } from 'vitest'
import { outcomeWith, TAKEN, viewOf } from '../testing/filter-site.ts'

const BLOCKED = 'filtered/path_blocked'

it.each([
  ['/admin', '/admin', true],
  ['/admin', '/admin/', true],
  ['/admin/', '/admin', true],
  ['/admin', '/administration', false],
  ['/admin', '/admin/users', false],
  ['/admin', '/Admin', false],
  ['/admin', '/a/admin', false],
  ['/admin', '/admin?tab=2', true],
  ['/admin/*', '/admin/users', true],
  ['/admin/*', '/admin/users/', true],
  ['/admin/*', '/admin', false],
  ['/admin/*', '/admin/', false],
  ['/admin/*', '/admin/users/7', false],
  ['/admin/**', '/admin', true],
  ['/admin/**', '/admin/users/7', true],
  ['/admin/**', '/administration/users', false],
  ['/**', '/', true],
  ['/*', '/', false],
  ['/', '/', true],
  ['/', '/a', false],
  ['/**/preview', '/preview', true],
  ['/**/preview', '/a/b/preview', true],
  ['/**/preview', '/a/b/preview/c', false],
  ['/**/*.php', '/blog/x.php', true],
  ['/**/*.php', '/blog/x.phps', false],
  ['/*/preview', '/de/preview', true],
  ['/*/preview', '/de/x/preview', false],
  ['/a/**/z/**/b', '/a/1/z/2/z/3/b', true],
  ['/a/**/z/**/b', '/a/1/z/2/c', false],
  ['/v*-beta', '/v2-beta', true],
  ['/v*-beta', '/v2-beta-x', false],
  ['/café', '/caf%C3%A9', true],
  ['/caf%C3%A9', '/café', true],
  ['/cafe', '/café', false],
  ['/a/*', '/a/b%2Fc', true],
  ['/a.b', '/aXb', false],
  ['/a[bc]', '/ab', false],
])('%s means %s: %s', async (entry, path, isBlocked) => {
  const body = viewOf(`https://shop.example${path}`)
  expect(await outcomeWith({ blocked_paths: ['/other', entry] }, { body })).toBe(isBlocked ? BLOCKED : TAKEN)
})

it('sees the path as it is stored', async () => {
  const body = viewOf('https://shop.example/users/ann@mail.example')
  expect(await outcomeWith({ blocked_paths: ['/users/[email]'] }, { body })).toBe(BLOCKED)
})

it('needs no more steps than pattern times path', async () => {
  const entry = '/**/a*a*a*a*a*b/**/a*a*a*a*b/**/a*a*a*b/z'
  const body = viewOf(`https://shop.example/${'a/'.repeat(900)}c`)
  const start = process.cpuUsage()
  expect(await outcomeWith({ blocked_paths: Array(50).fill(entry) }, { body })).toBe(TAKEN)
  // Trying every way would take longer than anybody waits.
  expect(process.cpuUsage(start).user).toBeLessThan(10_000_000)
})
