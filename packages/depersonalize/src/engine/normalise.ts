const NON_ASCII = /\P{ASCII}/u
/** What is there but not seen: zero-width and bidi characters, soft hyphens, variation selectors, halves of pairs. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]/gu
const DASH = /[\u2010-\u2015\u2212]/g
const FOREIGN_DIGIT = /(?!\d)\p{Nd}/gu
/** First digits of scripts that NFKC leaves alone: Arabic, Persian, N'Ko, scripts of India, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
]

/**
 * The text as a reader would type it: compatibility forms unified (NFKC, so full-width becomes ASCII), digits of other scripts
 * as 0 to 9, all dashes as `-`, the ideographic full stop as `.`, nothing invisible. ASCII comes back as it is.
 */
export function normalise(text: string): string {
  if (!NON_ASCII.test(text)) return text
  const unified = text.normalize('NFKC')
  if (!NON_ASCII.test(unified)) return unified
  return unified
    .replace(UNSEEN, '')
    .replace(DASH, '-')
    .replaceAll('。', '.')
    .replace(FOREIGN_DIGIT, (digit) => {
      const code = digit.codePointAt(0) ?? 0
      const zero = ZEROS.find((first) => code >= first && code <= first + 9)
      return zero === undefined ? digit : String(code - zero)
    })
}
