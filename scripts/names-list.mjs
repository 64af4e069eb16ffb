/**
 * Writes `data/names.json` from three unpacked lists (data/SOURCES.md says which):
 * `node scripts/names-list.mjs PATH/dict/people-names.txt PATH/american-english-small PATH/gender-detection-from-name`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [namesFile, wordsFile, gendersFolder] = process.argv.slice(2)
const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Sorted, each word as a letter for how many characters it shares with the one before (`A` for none), then the rest. */
function frontCoded(words) {
  let previous = ''
  return [...new Set(words)]
    .sort()
    .map((word) => {
      let shared = 0
      while (shared < Math.min(previous.length, 25) && previous[shared] === word[shared]) shared++
      previous = word
      return String.fromCharCode(65 + shared) + word.slice(shared)
    })
    .join('')
}

const names = linesOf(namesFile)
  .map((name) => fold(name).replaceAll("'", ''))
  .filter((name) => /^[a-z]{2,}$/.test(name))
const gendered = new Set(
  readdirSync(join(gendersFolder, 'names')).flatMap((file) =>
    Array.from(readFileSync(join(gendersFolder, 'names', file), 'utf8').matchAll(/\['([^']+)',/g), ([, name]) =>
      fold(name),
    ),
  ),
)
const words = linesOf(wordsFile)
const list = {
  names: frontCoded(names),
  first_names: frontCoded(names.filter((name) => gendered.has(name))),
  words: frontCoded(words.filter((word) => /^[a-z]{2,}$/.test(word))),
}
writeFileSync(new URL('../data/names.json', import.meta.url), `${JSON.stringify(list, null, 1)}\n`)
