/** Invented personal data of the kinds that must never survive. */
export const PLANTED = {
  email: ['ann.meyer@mail.example', 'o.b+shop-1@sub.mail.example', 'x_9@a-b.example'],
  ip: ['203.0.113.77', '198.51.100.4', '2001:db8:85a3::8a2e:370:7334'],
  card: ['4111111111111111', '5555 5555 5555 4444', '3782-822463-10005'],
  iban: ['DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19', 'FR1420041010050500013M02606'],
  token: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  ],
} as const

const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const once = encodeURIComponent

/** Ways in which a text may be written. */
export const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'percent x1': once,
  'percent x2': (text) => once(once(text)),
  'percent x3': (text) => once(once(once(text))),
  'percent, every byte': percent,
  'percent, every byte, x2': (text) => once(percent(text)),
  'percent, every byte, x3': (text) => once(once(percent(text))),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64, percent-encoded': (text) => once(Buffer.from(text).toString('base64')),
  'percent in base64': (text) => Buffer.from(once(text)).toString('base64'),
  'full-width': (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  'full-width, percent-encoded': (text) =>
    once(text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))),
  'invisible characters': (text) => [...text].join('\u200b'),
}
