import type { Encoding, Fact } from './item.ts'

/** A fact in one encoding: the characters that stand in the input and the strings that must not survive. */
export interface Written {
  readonly written: string
  readonly secrets: readonly string[]
  readonly needs_context: boolean
  /** True when the encoding itself carries a telling key. */
  readonly is_keyed: boolean
}

export interface Surroundings {
  /** Stands in a URL: what a browser would not send as it is gets percent-encoded. */
  readonly is_url: boolean
  /** Spaces may be written as `+` here. */
  readonly takes_plus: boolean
  /** A key that tells the type, for encodings that wrap the value into an object. */
  readonly telling_key: string
}

/** WHATWG URL, the union of the path and query percent-encode sets, without re-encoding what is escaped already. */
export const urlSafe = (text: string): string =>
  text.replace(/[^\x21-\x7e]|["#<>?`{}^]/gu, (sign) => encodeURIComponent(sign))

const percent = (text: string, times: number): string =>
  times === 0 ? text : percent(encodeURIComponent(text), times - 1)

const percentAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')

/** U+FF01..U+FF5E are the wide forms of `!`..`~`. */
const fullwidth = (text: string): string =>
  [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0
      if (code === 0x20) return '\u3000'
      return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : sign
    })
    .join('')

const base64 = (text: string): string => Buffer.from(text).toString('base64')

type Change = (fact: Fact, around: Surroundings) => { text: string; written: string } | undefined
const same = (text: string | undefined) => (text === undefined ? undefined : { text, written: text })
const changed = (text: string, written: string) => (text === written ? undefined : { text, written })
const opaque = (written: string, { is_url }: Surroundings) => (is_url ? encodeURIComponent(written) : written)
/** Wide signs, `xn--` and blobs would never be made of these by a page. */
const isWhole = ({ type }: Fact) => type !== 'home-folder' && type !== 'credentials'

const CHANGES: Readonly<Record<Encoding, Change>> = {
  plain: ({ text }) => same(text),
  grouped: ({ grouped }) => same(grouped),
  tagged: ({ tagged }) => same(tagged),
  punycode: ({ punycode }) => same(punycode),
  upper: ({ text, is_caseless }) => (is_caseless ? changed(text, text.toUpperCase()) : undefined),
  lower: ({ text, is_caseless }) => (is_caseless ? changed(text, text.toLowerCase()) : undefined),
  percent1: ({ text }) => changed(text, percent(text, 1)),
  percent2: ({ text }) => (percent(text, 1) === percent(text, 2) ? undefined : changed(text, percent(text, 2))),
  percent3: ({ text }) => (percent(text, 1) === percent(text, 2) ? undefined : changed(text, percent(text, 3))),
  percent_all: (fact) => (isWhole(fact) ? changed(fact.text, percentAll(fact.text)) : undefined),
  plus: ({ text, grouped }, { takes_plus }) => {
    const spaced = text.includes(' ') ? text : (grouped ?? '')
    return takes_plus && spaced.includes(' ')
      ? { text: spaced, written: encodeURIComponent(spaced).replaceAll('%20', '+') }
      : undefined
  },
  fullwidth: (fact) => (isWhole(fact) ? changed(fact.text, fullwidth(fact.text)) : undefined),
  base64: (fact, around) =>
    isWhole(fact) && fact.text.length >= 8 ? changed(fact.text, opaque(base64(fact.text), around)) : undefined,
  base64url: (fact) =>
    isWhole(fact) && fact.text.length >= 8
      ? changed(fact.text, Buffer.from(fact.text).toString('base64url'))
      : undefined,
  base64_json: (fact, around) =>
    isWhole(fact)
      ? changed(fact.text, opaque(base64(JSON.stringify({ [around.telling_key]: fact.text })), around))
      : undefined,
}

/** Writes a fact in an encoding, or says `undefined` where the two do not go together. */
export function encode(fact: Fact, encoding: Encoding, around: Surroundings): Written | undefined {
  const change = CHANGES[encoding](fact, around)
  if (change === undefined) return undefined
  const is_grouped = change.text === fact.grouped
  return {
    written: around.is_url ? urlSafe(change.written) : change.written,
    secrets: [change.text, ...(fact.pieces ?? [])],
    needs_context: is_grouped ? (fact.grouped_needs_context ?? fact.needs_context) : fact.needs_context,
    is_keyed: encoding === 'base64_json',
  }
}
