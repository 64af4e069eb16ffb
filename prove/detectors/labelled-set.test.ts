import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { IDN_DOMAINS } from './facts/identities.ts'
import { IBAN_COUNTRIES } from './facts/money.ts'
import { NATIONAL_ID_FORMS } from './facts/national-ids.ts'
import frozen from './frozen.json' with { type: 'json' }
import { type Encoding, type LabelledItem, PERSONAL_TYPES, type Span } from './item.ts'
import { checksumOf, FROZEN_SEED, labelledSet } from './labelled-set.ts'
import { LOCALES } from './locales.ts'
import { summary } from './summary.ts'

const items = labelledSet(FROZEN_SEED)
const personal = items.filter(({ is_benign }) => !is_benign)
const benign = items.filter(({ is_benign }) => is_benign)
const spans = personal.flatMap((item) => item.spans)
const plainOf = (form: string) =>
  spans
    .filter((span) => span.form === form)
    .map(({ secrets }) => (secrets[0] ?? '').replace(/[^\dA-Za-z]/g, '').toUpperCase())

describe('the labelled set', () => {
  it('is the frozen one', () => {
    expect({ seed: FROZEN_SEED, sha256: checksumOf(items), ...summary(items) }).toEqual(frozen)
  })

  it('is the same again, and another for another seed', () => {
    expect(checksumOf(labelledSet(FROZEN_SEED))).toBe(frozen.sha256)
    expect(checksumOf(labelledSet(FROZEN_SEED + 1))).not.toBe(frozen.sha256)
  })

  it('is the same in another time zone and language', () => {
    const folder = import.meta.dirname
    const contents = `import { checksumOf, FROZEN_SEED, labelledSet } from './labelled-set.ts'; console.log(checksumOf(labelledSet(FROZEN_SEED)))`
    const { outputFiles } = buildSync({
      stdin: { contents, resolveDir: folder, loader: 'ts' },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      external: ['@faker-js/faker'],
    })
    const env = { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
    const run = spawnSync(process.execPath, ['--input-type=module'], {
      cwd: folder,
      env,
      input: outputFiles[0]?.text ?? '',
      encoding: 'utf8',
    })
    expect(run.stdout.trim()).toBe(frozen.sha256)
  })

  it('is as large and as wide as it has to be', () => {
    expect(personal.length).toBeGreaterThanOrEqual(20_000)
    expect(benign.length).toBeGreaterThanOrEqual(3_000)
    expect(LOCALES.length).toBeGreaterThanOrEqual(12)
    expect(IBAN_COUNTRIES.length).toBeGreaterThanOrEqual(20)
    for (const type of PERSONAL_TYPES) expect(frozen.by_type[type], type).toBeGreaterThanOrEqual(500)
    for (const form of NATIONAL_ID_FORMS) expect(plainOf(form).length, form).toBeGreaterThanOrEqual(100)
    for (const count of [...Object.values(frozen.by_position), ...Object.values(frozen.by_encoding)])
      expect(count).toBeGreaterThan(100)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  })

  it('shares nothing with the detectors', () => {
    const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.test)\.ts$/.test(file),
    )
    const imports = sources.flatMap((file) =>
      [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(
        ([, name]) => name,
      ),
    )
    expect([...new Set(imports)].sort()).toEqual(['@faker-js/faker', '@lethe/testkit', 'node:crypto'])
  })
})

const percents = (times: number) => (text: string) =>
  Array.from({ length: times }).reduce<string>((sofar) => decodeURIComponent(sofar), text)
const unbase64 = (text: string) => Buffer.from(text, 'base64').toString('utf8')
const narrow = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ')
/** Undoes an encoding of what stands in a URL (serialised once more by the browser) or in a text. */
const UNDO: Partial<Record<Encoding, (text: string) => string>> = {
  percent1: percents(1),
  percent2: percents(2),
  percent3: percents(3),
  percent_all: percents(1),
  plus: (text) => decodeURIComponent(text.replaceAll('+', ' ')),
  base64: (text) => unbase64(decodeURIComponent(text)),
  base64url: unbase64,
  base64_json: (text) => String(Object.values(JSON.parse(unbase64(decodeURIComponent(text))) as object)[0]),
  fullwidth: (text) => narrow(/%E[3F]/.test(text) ? decodeURIComponent(text) : text),
}
function undone({ encoding }: LabelledItem, { written }: Span): string {
  const plain = (UNDO[encoding] ?? ((text) => text))(written)
  return /%[\dA-F]{2}/.test(plain) && UNDO[encoding] === undefined
    ? decodeURIComponent(plain.replace(/%(?![\dA-F]{2})/g, '%25'))
    : plain
}

describe('its labels', () => {
  it('mark text that is there and that holds every secret', () => {
    for (const item of personal) {
      for (const span of item.spans) {
        expect(`${item.key} ${item.text}`, item.id).toContain(span.written)
        const plain = undone(item, span).toLowerCase()
        const readable = [plain, span.written.toLowerCase()]
        for (const secret of span.secrets)
          expect(
            readable.some((text) => text.includes(secret.toLowerCase())),
            `${item.id} ${item.text} ${secret}`,
          ).toBe(true)
      }
      expect(item.secrets).toEqual(item.spans.flatMap(({ secrets }) => secrets))
    }
  })

  it('keep words that are there and that are not secret', () => {
    for (const item of items) {
      for (const word of item.keep) {
        expect(decodeURIComponent(item.text.replace(/%(?![\dA-F]{2})/g, '%25')) + item.text, item.id).toContain(word)
        for (const secret of item.secrets)
          expect(word.toLowerCase().includes(secret.toLowerCase()), `${item.id} ${word} ${secret}`).toBe(false)
      }
    }
  })

  it('find nobody in the harmless texts', () => {
    // Short numbers and single words are personal in their context only; everything else must not occur at all.
    const secrets = spans.flatMap(({ secrets, type, form }) =>
      type === 'number' || form === 'first-only' ? [] : secrets.slice(0, 1).map((secret) => secret.toLowerCase()),
    )
    const texts = benign
      .map(({ key, text }) => `${key} ${decodeURIComponent(text.replace(/%(?![\dA-F]{2})/g, '%25'))}`.toLowerCase())
      .join('\n')
    const stands = (secret: string) => {
      const at = texts.indexOf(secret)
      return at >= 0 && !/[\p{L}\p{N}]/u.test(`${texts[at - 1]}${texts[at + secret.length]}`)
    }
    expect([...new Set(secrets)].filter(stands)).toEqual([])
  })
})

/** Second formulations: the check digit is part of the sum, so that a valid number leaves nothing over. */
const sumOf = (text: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0)
const luhn = (text: string) =>
  [...text].reverse().reduce((sum, digit, at) => sum + Number(at % 2 === 0 ? digit : '0246813579'[Number(digit)]), 0) %
    10 ===
  0
/** Verhoeff by the dihedral group of the pentagon itself: digit = rotation + 5 x reflection. */
function verhoeff(text: string): boolean {
  const times = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5
  const turn = (digit: number, often: number): number =>
    often === 0 ? digit : turn(Number('1576283094'[digit]), often - 1)
  return [...text].reverse().reduce((state, digit, at) => times(state, turn(Number(digit), at % 8)), 0) === 0
}
const CPF = (text: string) =>
  (sumOf(text, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10 === Number(text[9]) &&
  (sumOf(text, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10 === Number(text[10])
const mod1110 = (text: string) =>
  [...text].reduce(
    (carry, digit, at) =>
      at === 10 ? (carry + Number(digit)) % 10 : ((((carry + Number(digit) + 9) % 10) + 1) * 2) % 11,
    10,
  ) === 1
const ODD_VALUES = 'BAKPLCQDREVOSFTGUHMINJWZYX'
const codiceFiscale = (text: string) => {
  const letter = (sign: string) => (/\d/.test(sign) ? ('ABCDEFGHIJ'[Number(sign)] as string) : sign)
  const sum = [...text.slice(0, 15)].reduce(
    (all, sign, at) => all + (at % 2 === 0 ? ODD_VALUES.indexOf(letter(sign)) : letter(sign).charCodeAt(0) - 65),
    0,
  )
  return text.charCodeAt(15) === 65 + (sum % 26)
}
const nir = (text: string) =>
  (BigInt(text.replace('2A', '19').replace('2B', '18').slice(0, 13)) + BigInt(text.slice(13))) % 97n === 0n
const dni = (text: string) =>
  'TRWAGMYFPDXBNJZSQVHLCKE'.indexOf(text.slice(-1)) ===
  Number(text.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2')) % 23

const VALID: Readonly<Record<string, (text: string) => boolean>> = {
  'us-ssn': (text) => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(text),
  'uk-nhs': (text) => sumOf(text, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  'uk-nino': (text) => /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(text),
  'de-tax-id': mod1110,
  'fr-nir': nir,
  'es-dni': dni,
  'es-nie': dni,
  'it-codice-fiscale': codiceFiscale,
  'pl-pesel': (text) => sumOf(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
  'se-personnummer': (text) => luhn(text.slice(-10)),
  'fi-hetu': (text) =>
    '0123456789ABCDEFHJKLMNPRSTUVWXY'.indexOf(text.slice(-1)) === Number(text.slice(0, -1).replace(/\D/, '')) % 31,
  'dk-cpr': (text) => sumOf(text, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  'no-fodselsnummer': (text) =>
    sumOf(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 && sumOf(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  'in-aadhaar': (text) => verhoeff(text),
  'ca-sin': luhn,
  'au-tfn': (text) => sumOf(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  'br-cpf': CPF,
}

describe('its numbers', () => {
  it.each(Object.keys(VALID))('of %s are valid by a second reading of the rule', (form) => {
    expect(plainOf(form).filter((text) => VALID[form]?.(text) !== true)).toEqual([])
  })

  it('have an invalid check digit where they say so', () => {
    expect(plainOf('dk-cpr-unchecked').filter((text) => VALID['dk-cpr']?.(text))).toEqual([])
  })

  it('of cards and accounts are valid', () => {
    const cards = spans
      .filter(({ type }) => type === 'card')
      .map(({ secrets }) => (secrets[0] ?? '').replace(/\D/g, ''))
    expect(cards.filter((text) => !luhn(text))).toEqual([])
    const ibans = spans
      .filter(({ type }) => type === 'iban')
      .map(({ secrets }) => (secrets[0] ?? '').replace(/[ -]/g, ''))
    expect(
      ibans.filter(
        (text) =>
          BigInt([...`${text.slice(4)}${text.slice(0, 4)}`].map((sign) => parseInt(sign, 36)).join('')) % 97n !== 1n,
      ),
    ).toEqual([])
  })

  it('spell international domains as the platform does', () => {
    for (const [unicode, ascii] of IDN_DOMAINS) expect(domainToASCII(unicode)).toBe(ascii)
  })
})
