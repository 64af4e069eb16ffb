import { NOTICE_LIMITS } from '@lethe/catalogue'
import { z } from 'zod'

// Line breaks are text; other control characters and marks that reorder what follows could pass for somebody else's words.
const FOREIGN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

const text = (max: number, { lines } = { lines: false }) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !FOREIGN.test(lines ? value.replaceAll('\n', '') : value), {
      error: lines ? 'text without control characters' : 'one line of text without control characters',
    })

const isWebAddress = (value: string): boolean => {
  if (value === '') return true
  try {
    const url = new URL(value)
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  } catch {
    return false
  }
}

/** What the operator says on the public privacy page; every part may be left empty. */
export const privacyNotice = z.object({
  operator: text(NOTICE_LIMITS.operator),
  contact: text(NOTICE_LIMITS.contact, { lines: true }),
  storage_location: text(NOTICE_LIMITS.storage_location),
  website_url: text(NOTICE_LIMITS.website_url).refine(isWebAddress, {
    error: 'empty, or an address that begins with https:// or http://',
  }),
  sub_processors: z
    .array(
      z.object({
        name: text(NOTICE_LIMITS.name).min(1),
        country: text(NOTICE_LIMITS.country),
        purpose: text(NOTICE_LIMITS.purpose),
      }),
    )
    .max(NOTICE_LIMITS.sub_processors)
    .readonly(),
})
