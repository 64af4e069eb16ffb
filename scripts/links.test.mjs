import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((name) => join(ROOT, name))

/** Links of a page that point into the repository, and what they point to. */
function localLinks(page) {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
  return links
    .map(([, link, image]) => (link ?? image).split('#')[0])
    .filter((link) => link !== '' && !/^\w+:/.test(link))
}

it('finds pages and links at all', () => {
  expect(pages.map((page) => relative(ROOT, page))).toContain('ARCHITECTURE.md')
  expect(localLinks(join(ROOT, 'ARCHITECTURE.md')).length).toBeGreaterThan(30)
})

it.each(pages.map((page) => relative(ROOT, page)))('%s: every link leads somewhere', (name) => {
  const page = join(ROOT, name)
  expect(localLinks(page).filter((link) => !existsSync(join(dirname(page), link)))).toEqual([])
})
