import { TRIAL_PLACES, TRIAL_POSITION_NAMES } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import { tryText } from './trial.ts'

const SITE = { query_params: ['page'], include_fragment: false }

describe('tryText', () => {
  it('cuts and scrubs the address of a page, and tells both', () => {
    const text =
      'https://ann:secret@shop.example/u/ann@mail.example?page=2&email=x@mail.example&utm_source=ann@mail.example#top'
    expect(tryText({ position: 'path', text }, SITE)).toEqual({
      output: 'shop.example/u/[email]?page=2',
      utm: { utm_source: '[email]' },
      templates: [],
      cuts: ['credentials', 'query', 'fragment'],
      scrubs: [
        { type: 'email', position: 'path', reason: 'plain' },
        { type: 'email', position: 'utm', reason: 'plain' },
      ],
    })
  })

  it('goes by the settings of the site', () => {
    const asked = { position: 'path', text: '/news?page=2#top' } as const
    expect(tryText(asked, SITE)).toMatchObject({ output: '/news?page=2', cuts: ['fragment'] })
    const other = { query_params: [], include_fragment: true }
    expect(tryText(asked, other)).toMatchObject({ output: '/news#top', cuts: ['query'] })
  })

  it('tells what could not be stored at all', () => {
    expect(tryText({ position: 'path', text: 'javascript:alert(1)' }, SITE).output).toBeNull()
    expect(tryText({ position: 'referrer', text: 'ann@mail.example' }, SITE).output).toBeNull()
    expect(tryText({ position: 'event_name', text: 'ann@mail.example' }, SITE).output).toBeNull()
    expect(tryText({ position: 'prop_value', key: '1 2', text: 'x' }, SITE).output).toBeNull()
    expect(tryText({ position: 'error_frame', text: 'no frame' }, SITE).output).toBeNull()
  })

  it('lets the key say what a property is', () => {
    expect(tryText({ position: 'prop_value', key: 'first_name', text: 'Margaret' }, SITE)).toMatchObject({
      output: '[name]',
      scrubs: [{ type: 'name', position: 'prop_value', reason: 'context' }],
    })
    expect(tryText({ position: 'prop_value', key: 'colour', text: 'red' }, SITE)).toMatchObject({
      output: 'red',
      scrubs: [],
    })
  })

  it('makes a template of a message and frames of a stack', () => {
    expect(tryText({ position: 'error_message', text: 'User ann@mail.example not found' }, SITE).output).toBe(
      'User [email] not found',
    )
    const text =
      'Error\n    at load (https://shop.example/u/ann@mail.example/app.js:10:5)\n    at https://shop.example/b.js:1:2'
    expect(tryText({ position: 'error_frame', text }, SITE).output).toBe(
      'load shop.example/u/[email]/app.js:10:5\nshop.example/b.js:1:2',
    )
  })

  it('says when a text is cut', () => {
    expect(tryText({ position: 'error_message', text: 'a '.repeat(600) }, SITE).cuts).toEqual(['end'])
    expect(tryText({ position: 'error_message', text: 'a '.repeat(500) }, SITE).cuts).toEqual([])
  })

  it.each(TRIAL_POSITION_NAMES)('changes the example of %s', (position) => {
    const { example } = TRIAL_PLACES[position]
    const { output, scrubs, cuts } = tryText({ position, text: example }, SITE)
    expect(output).not.toBeNull()
    expect(output).not.toBe(example)
    expect(output).not.toContain('ann@mail')
    // Selectors lose what carries digits without a placeholder.
    if (position !== 'selector') expect(scrubs.length + cuts.length).toBeGreaterThan(0)
  })
})
