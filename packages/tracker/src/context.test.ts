import { COLUMNS } from '@lethe/catalogue'
import { expect, it } from 'vitest'
import { deviceClass, readContext, screenClass } from './context.ts'
import { CONTEXT_FIELDS } from './context-fields.ts'

it('reads what the catalogue names, and nothing else', () => {
  const navigator = { language: 'de-AT', hardwareConcurrency: 8, deviceMemory: 4, userAgent: 'secret' }
  const context = readContext({ innerWidth: 800, navigator, document: {} } as unknown as Window)
  expect(context).toMatchObject({ language: 'de', screen_class: 'md', device_class: 'mid', is_automated: false })
  expect(JSON.stringify(context)).not.toContain('secret')
  const signals = ['is_automated', 'is_prerendering', 'is_gpc', 'is_dnt']
  for (const name of Object.keys(context)) {
    const column = COLUMNS[name as keyof typeof COLUMNS]
    expect(signals.includes(name) || column?.wire?.on === 'context', name).toBe(true)
  }
})

it.each([
  [{}, false],
  [{ navigator: { webdriver: true } }, true],
  [{ navigator: { webdriver: false }, Cypress: {} }, true],
  [{ callPhantom: () => null }, true],
  [{ cypress: {} }, false],
])('%j is driven by a program: %s', (found, is_automated) => {
  const window = { innerWidth: 800, navigator: {}, document: {}, ...found } as unknown as Window
  expect(readContext(window)).toMatchObject({ is_automated })
})

it('says of a page that it is not shown yet', () => {
  const window = { innerWidth: 800, navigator: {}, document: { prerendering: true } } as unknown as Window
  expect(readContext(window)).toMatchObject({ is_prerendering: true })
})

it('finds the language among the fields', () => {
  expect(CONTEXT_FIELDS).toContainEqual(['language', 'navigator.language', true])
})

it.each(CONTEXT_FIELDS)('reads %s from %s, and leaves it out where a browser lacks it', (column, path) => {
  const bare = { innerWidth: 800, navigator: {}, document: {} } as unknown as Window
  expect(readContext(bare)).not.toHaveProperty(column)
  const window = path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, key) => ({ [key]: inner }), 'xx') as Window
  expect(readContext({ ...bare, ...window })).toMatchObject({ [column]: 'xx' })
})

it.each([
  [320, 'xs'],
  [575, 'xs'],
  [576, 'sm'],
  [768, 'md'],
  [1024, 'lg'],
  [1440, 'xl'],
])('puts %i px into a class', (width, expected) => {
  expect(screenClass(width)).toBe(expected)
})

it.each([
  [2, undefined, 'low'],
  [8, 2, 'low'],
  [4, 8, 'mid'],
  [8, 8, 'high'],
  [16, undefined, 'high'],
  [undefined, undefined, 'mid'],
])('takes %s cores and %s GB together', (cores, memory, expected) => {
  expect(deviceClass(cores, memory)).toBe(expected)
})
