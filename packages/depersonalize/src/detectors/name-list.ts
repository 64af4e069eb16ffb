import list from '../../../../data/names.json' with { type: 'json' }

const [NAME, FIRST_NAME, WORD] = [1, 2, 4]

let flags: ReadonlyMap<string, number> | null = null

/** Whether a folded word is a given or family name somewhere. Many are English words as well. */
export const isName = (word: string): boolean => (flagsOf(word) & NAME) !== 0
/** Whether it is a given name. */
export const isFirstName = (word: string): boolean => (flagsOf(word) & FIRST_NAME) !== 0
/** Whether a folded word stands in the English dictionary. */
export const isEnglish = (word: string): boolean => (flagsOf(word) & WORD) !== 0
/** A name that is no English word: `schmidt`, not `grace`. */
export const isOnlyName = (word: string): boolean => (flagsOf(word) & (NAME | WORD)) === NAME

function flagsOf(word: string): number {
  flags ??= readFlags()
  return flags.get(word) ?? 0
}

function readFlags(): ReadonlyMap<string, number> {
  const read = new Map<string, number>()
  const parts = [
    [list.names, NAME],
    [list.first_names, FIRST_NAME],
    [list.words, WORD],
  ] as const
  for (const [text, flag] of parts) for (const word of frontDecoded(text)) read.set(word, (read.get(word) ?? 0) | flag)
  return read
}

/** Each word begins with a capital that counts the characters shared with the word before (data/SOURCES.md). */
function* frontDecoded(text: string): Generator<string> {
  let previous = ''
  for (const [entry] of text.matchAll(/[A-Z][a-z]*/g)) {
    previous = previous.slice(0, entry.charCodeAt(0) - 65) + entry.slice(1)
    yield previous
  }
}
