import { describe, expect, it } from 'vitest'
import { cleanSelector, type ElementLike, isStaticClass, selectorOf } from './selector.ts'

function element(nodeName: string, classes: string, parentNode: ElementLike | null, rum?: string): ElementLike {
  return { nodeName, nodeType: 1, parentNode, classList: classes.split(' '), getAttribute: () => rum ?? null }
}

describe('selectorOf', () => {
  const body = element('BODY', '', null)

  it('names tags and static classes from below the body', () => {
    const card = element('LI', 'card is-open css-1ab user-8312', element('UL', 'grid', body))
    expect(selectorOf(element('IMG', 'hero', card))).toBe('ul.grid>li.card.is-open>img.hero')
  })

  it('ends at the name that the owner gave', () => {
    expect(selectorOf(element('B', '', element('BUTTON', 'x', body, 'buy-now')))).toBe('button[data-rum=buy-now]>b')
  })

  it('ignores a data-rum that carries a number', () => {
    expect(selectorOf(element('TR', 'row', body, 'row-8312'))).toBe('tr.row')
  })

  it('stays short and never answers null', () => {
    let deep = body
    for (let level = 0; level < 40; level++) deep = element('DIV', 'wrapper', deep)
    expect(selectorOf(deep).length).toBeLessThanOrEqual(100)
    expect(selectorOf(deep)).toMatch(/^div\.wrapper>/)
    expect(selectorOf(body)).toBe('body')
    expect(selectorOf(null)).toBe('')
  })
})

describe('isStaticClass', () => {
  it.each(['nav', 'btn-primary', 'is_open', 'navBar', 'ProductCard', 'hero__title', 'xs', 'card--wide'])(
    'keeps %s',
    (name) => {
      expect(isStaticClass(name)).toBe(true)
    },
  )

  it.each([
    'css-qhwfxk',
    'sc-bdVaJa',
    'col-6',
    'user-8312',
    'Button_root__x7Yz2',
    'a3f9c2d81b',
    'xkcdqwrt',
    'annamariaschmidtberlinmitte',
    'jss123',
    'eyJhbGciOi',
  ])('drops %s', (name) => {
    expect(isStaticClass(name)).toBe(false)
  })
})

describe('cleanSelector', () => {
  it.each([
    ['div#user-8312.card > img.hero.css-1ab', 'div.card>img.hero'],
    ['#anna', '*'],
    ['button[data-rum="buy"].x1', 'button[data-rum=buy]'],
    ['input[value="a@b.example"]', 'input'],
    ['', ''],
  ])('cuts %j', (selector, expected) => {
    expect(cleanSelector(selector)).toBe(expected)
  })
})
