const ENDING =
  /(?:\.(?:min|chunk|bundle|module|modern|legacy|esm|worker|async)){0,3}\.(?:[cm]?js|css|map|json|wasm|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|otf|mp[34]|webm)$/i
const LAST_WORD = /(?<=[.\-_~])[A-Za-z0-9]{6,64}$/
/** Vite and Rollup: eight characters of base64url. */
const LAST_EIGHT = /(?<=[.-])(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{8}$/
const WHOLE = /^(?=.*\d)[\da-f]{16,64}$/i
const HEX = /^(?=.*\d)(?=.*[a-f])[\da-f]{6,64}$/i
const MIXED = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{8,64}$/
const LETTERS = /^[A-Za-z]{8}$/
const WORDS = /^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*)$/
const UNSPEAKABLE = /[bcdfghjklmnpqrstvwxz]{5}|^[^aeiouy]+$/i

/**
 * Path of a resource with the content hash in its file name replaced, so that the same file is one across releases:
 * `app.3f2a9c1b.js` and `index-DiwrgTda.js` to `app.[hash].js` and `index-[hash].js`. Versions and words stay.
 */
export function templateAssetName(path: string): string {
  const ending = ENDING.exec(path)
  if (!ending) return path
  const at = path.lastIndexOf('/', ending.index) + 1
  const stem = path.slice(at, ending.index)
  const start = startOfHash(stem)
  return start < 0 ? path : `${path.slice(0, at + start)}[hash]${ending[0]}`
}

function startOfHash(stem: string): number {
  if (WHOLE.test(stem)) return 0
  const word = LAST_WORD.exec(stem)
  if (word && isHash(word[0])) return word.index
  return LAST_EIGHT.exec(stem)?.index ?? -1
}

function isHash(word: string): boolean {
  if (HEX.test(word) || MIXED.test(word)) return true
  return LETTERS.test(word) && (!WORDS.test(word) || UNSPEAKABLE.test(word))
}
