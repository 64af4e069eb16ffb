const MARKS = /\p{M}/gu
const WHOLE_LETTERS = /[øœæßłđðþı]/g
const SPELT_OUT: Readonly<Record<string, string>> = {
  ø: 'o',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower case without accents: `Prénom` is `prenom`. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the cheapest way to ask for ASCII.
  return /^[\x00-\x7f]*$/.test(lower) ? lower : spellOut(lower.normalize('NFD').replace(MARKS, ''))
}

const spellOut = (text: string): string => text.replace(WHOLE_LETTERS, (letter) => SPELT_OUT[letter] ?? letter)
