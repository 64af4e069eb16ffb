import { fakeClock } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openEnvironments } from './environments.ts'

const DAY_MS = 86_400_000

function fullList() {
  const clock = fakeClock('2026-11-23T10:00:00Z')
  const list = openEnvironments({ now: clock.now, always: 'production' })
  for (let at = 0; at < 20; at++) list.take(1, `preview-${at}`)
  return { clock, list }
}

describe('openEnvironments', () => {
  it('takes 20 names of a site, the main one apart', () => {
    const { list } = fullList()
    expect(list.take(1, 'one-more')).toBe(false)
    expect(list.take(1, 'preview-19')).toBe(true)
    expect(list.take(1, 'production')).toBe(true)
    expect(list.take(2, 'one-more')).toBe(true)
  })

  it('gives the place of a name away when it was not seen for a day', () => {
    const { clock, list } = fullList()
    clock.advance(DAY_MS - 1)
    list.take(1, 'preview-0')
    expect(list.hasRoom(1, 'one-more')).toBe(false)
    clock.advance(1)
    expect(list.hasRoom(1, 'one-more')).toBe(true)
    expect(list.take(1, 'one-more')).toBe(true)
    expect(list.take(1, 'preview-0')).toBe(true)
  })

  it('forgets the names of one site', () => {
    const { list } = fullList()
    list.take(2, 'staging')
    expect(list.namesOf(1)).toHaveLength(21)
    list.forget(1)
    expect(list.namesOf(1)).toEqual(['production'])
    expect(list.namesOf(2)).toEqual(['production', 'staging'])
  })

  it('remembers nothing of a look', () => {
    const list = openEnvironments({ now: () => 0, always: 'production' })
    for (let at = 0; at < 50; at++) expect(list.hasRoom(1, `preview-${at}`)).toBe(true)
    expect(list.take(1, 'staging')).toBe(true)
  })
})
