/** Something personal that a page may leak, where it is known to lie, and what may be left of it nowhere. */
export interface Leak {
  readonly kind: string
  readonly value: string
  /** Path segment before it, where one says what it is. */
  readonly segment: string
  /** Key of the query or property that it stands under; one of `KEPT_KEYS`. */
  readonly key: string
  /** An error message with it at `{}`. */
  readonly sentence: string
  /** Whether its own form tells it; else only the words around it do, and it is not tried where there are none. */
  readonly hasForm: boolean
  /** Parts that would tell it; at least eight characters each. */
  readonly marks: readonly string[]
}

const TOKEN = ['sk', 'live', 'Xq7Vd2Lr9Tz4Wn8Kp3Hs6Bm1'].join('_')
const JWT = [
  Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"sub":"canary-8842"}').toString('base64url'),
  'q9Zt5mXw2Rk7Lc1Vb8Ns4Jd6',
].join('.')

const leak = (kind: string, value: string, [segment, key, sentence]: readonly string[], ...marks: string[]): Leak => ({
  kind,
  value,
  segment: segment ?? '',
  key: key ?? '',
  sentence: sentence ?? '',
  hasForm: kind !== 'name' && kind !== 'date of birth',
  marks,
})

const IN = {
  email: ['u', 'q', 'Login of {} failed'],
  phone: ['call', 'phone', 'No answer from phone {}'],
  ip: ['hosts', 'q', 'Connection to {} refused'],
  card: ['pay', 'q', 'Card {} was declined'],
  iban: ['pay', 'iban', 'Transfer to {} failed'],
  ssn: ['people', 'ssn', 'SSN {} is taken'],
  nhs: ['patients', 'nhs_number', 'NHS number {} not found'],
  pesel: ['p', 'pesel', 'PESEL {} is wrong'],
  cpf: ['p', 'cpf', 'CPF {} is wrong'],
  dni: ['p', 'dni', 'DNI {} is wrong'],
  name: ['users', 'user', 'User {} not found'],
  birth: ['dob', 'date_of_birth', 'date_of_birth={} is too young'],
  geo: ['near', 'latlng', 'No shop near {}'],
  token: ['reset', 'token', 'Session {} has expired'],
  uuid: ['orders', 'id', 'Order {} not found'],
  home: ['open', 'file', 'Cannot open {}'],
  wallet: ['wallets', 'q', 'Wallet {} is empty'],
  url: ['go', 'to', 'Failed to load {}'],
} as const

/** One of every type that the detectors know. All are invented; those with check digits are right. */
export const LEAKS: readonly Leak[] = [
  leak('email', 'wilhelmina.zq8842@postkasten-zq.example', IN.email, 'wilhelmina.zq8842', 'postkasten-zq'),
  leak('email with tag', 'kunibert+canary7719@postkasten-qx.example', IN.email, 'kunibert+canary', 'postkasten-qx'),
  leak('phone', '+49 30 23125417', IN.phone, '23125417'),
  leak('national phone', '(030) 8842 7719', IN.phone, '8842 7719', '88427719'),
  leak('IPv4', '151.234.179.201', IN.ip, '151.234.179', '234.179.201'),
  leak('IPv6', '2a02:8071:5b1c:9e40:1d2f:77aa:c3d4:91be', IN.ip, '2a02:8071:5b1c', 'c3d4:91be'),
  leak('card', '4539578763621486', IN.card, '45395787', '63621486'),
  leak('spaced card', '4539 5787 6362 1486', IN.card, '4539 5787', '6362 1486'),
  leak('IBAN', 'GB29NWBK60161331926819', IN.iban, 'GB29NWBK', '31926819'),
  leak('US SSN', '536-22-8726', IN.ssn, '536-22-8726', '536228726'),
  leak('NHS number', '943 476 5919', IN.nhs, '943 476 5919', '9434765919'),
  leak('PESEL', '44051401359', IN.pesel, '44051401359'),
  leak('CPF', '529.982.247-25', IN.cpf, '529.982.247'),
  leak('DNI', '53648217G', IN.dni, '53648217'),
  leak('name', 'Margarethe Wolkenstein', IN.name, 'margarethe', 'wolkenstein'),
  leak('date of birth', '1984-02-29', IN.birth, '1984-02-29'),
  leak('coordinates', '52.520308,13.404754', IN.geo, '52.520308', '13.404754'),
  leak('JWT', JWT, IN.token, ...JWT.split('.').slice(1)),
  leak('API key', TOKEN, IN.token, TOKEN.slice(8)),
  leak('UUID', '7f3c9a52-81de-4b06-9c1f-5e2ad40b6f13', IN.uuid, '7f3c9a52-81de', '5e2ad40b6f13'),
  leak('home folder', '/home/gundula_q77/projects/shop.log', IN.home, 'gundula_q77'),
  leak('home folder on Windows', 'C:\\Users\\roswitha_q77\\shop.log', IN.home, 'roswitha_q77'),
  leak('wallet', '0x52908400098527886E0F7030069857D2E4169EE7', IN.wallet, '098527886E0F', '69857D2E4169EE7'),
  leak('credentials', 'https://adelgunde-zq:geheimwort8842@api.example/v1', IN.url, 'adelgunde-zq', 'geheimwort8842'),
]

/** Query keys that the owner of the site keeps: the worst case, where the browser lets queries out. */
export const KEPT_KEYS = [...new Set(LEAKS.map(({ key }) => key))].sort()

/** How a value is spelt in an address, and in any other text. */
export interface Spelling {
  readonly inUrl: (value: string) => string
  readonly inText: (value: string) => string
}

const allPercent = (value: string): string =>
  [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
const base64 = (value: string): string => Buffer.from(value).toString('base64')
const fullWidth = (value: string): string =>
  value.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

export const SPELLINGS = {
  plain: { inUrl: encodeURIComponent, inText: String },
  percent: { inUrl: allPercent, inText: allPercent },
  double: {
    inUrl: (value) => encodeURIComponent(allPercent(value)),
    inText: (value) => encodeURIComponent(allPercent(value)),
  },
  base64: { inUrl: (value) => encodeURIComponent(base64(value)), inText: base64 },
  'full-width': { inUrl: (value) => encodeURIComponent(fullWidth(value)), inText: fullWidth },
} as const satisfies Readonly<Record<string, Spelling>>

export type SpellingName = keyof typeof SPELLINGS

const DISGUISES = (Object.keys(SPELLINGS) as SpellingName[]).filter((name) => name !== 'plain')

/** Emails in every spelling, everything else plain and in one disguise, which take turns. */
export const VISITS: readonly { readonly leak: Leak; readonly spelling: SpellingName }[] = LEAKS.flatMap((leak, at) => {
  const turn = DISGUISES[at % DISGUISES.length] ?? 'percent'
  const disguises = leak.kind.startsWith('email') ? DISGUISES : [turn]
  return ['plain' as const, ...disguises].map((spelling) => ({ leak, spelling }))
})

/** What must not be found anywhere: every mark as it is, in lower case, and in full-width letters. */
export const CANARIES = LEAKS.flatMap(({ kind, marks }) =>
  [...new Set(marks.flatMap((mark) => [mark, mark.toLowerCase(), capitalised(mark), fullWidth(mark)]))].map((text) => ({
    kind,
    text,
  })),
)

function capitalised(mark: string): string {
  return mark.charAt(0).toUpperCase() + mark.slice(1)
}
