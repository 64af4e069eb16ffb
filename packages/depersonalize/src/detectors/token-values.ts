import type { Detector, Finding } from '../engine/detector.ts'
import type { Hint } from '../engine/hint.ts'
import { assignmentsIn } from './assignments.ts'
import { isRandom } from './randomness.ts'

/** Words that say that a value is a secret, whatever it looks like. */
const SECRET =
  /^(?:pass(?:word|wd|phrase|wort|code|key)?|pwd|psw|passwords|passwort|kennwort|contrasena|clave|senha|haslo|wachtwoord|losenord|salasana|sifre|parola|motdepasse|пароль|密码|密碼|パスワード|비밀번호|secret|secrets|apikey|otp|totp|mfa|cvv|cvc|csrf|xsrf|csrftoken|credential|credentials|accesstoken|refreshtoken|authtoken|clientsecret|privatekey|sessionid|jsessionid|phpsessid|sessid)$/
const KEY_KIND = /^(?:api|private|access|secret|encryption|signing|auth|master|deploy|license|licence)$/
/** Words that say so only of what does not look like a word. */
const MAYBE =
  /^(?:token|tokens|auth|authorization|jwt|bearer|session|sid|sess|nonce|signature|sig|ticket|refresh|magic|invite|reset|verification|confirmation|cookie|hash|hmac|key|sso|saml|assertion|state)$/
const NOTHING =
  /^(?:null|undefined|true|false|none|nil|nan|yes|no|on|off|empty|required|invalid|missing|expired|\[.*|\*+|x+|\.+|<.*|\{.*|\$.*)$/i

/** Values under a key that says secret: the whole text by its hint, or `password=...`, `"api_key": "..."` within it. */
export const tokenValues: Detector = {
  type: 'token',
  needs: (traits) => traits.length >= 3,
  find: (text, hint, { has_equals, has_colon }) => {
    const whole = wholeValue(text, hint)
    if (whole) return [whole]
    if (!has_equals && !has_colon) return []
    const findings: Finding[] = []
    for (const { words, start, end, is_spaced } of assignmentsIn(text, isKind)) {
      const kind = kindOf(words)
      if (!kind || start < (findings.at(-1)?.end ?? 0)) continue
      const value = /^[^\s]+/.exec(text.slice(start, Math.min(end, start + MAX_LOOK)))?.[0] ?? ''
      if (isSecret(value, is_spaced ? 'maybe' : kind))
        findings.push({ start, end: is_spaced ? start + value.length : end })
    }
    return findings
  },
}

const MAX_LOOK = 256
const isKind = (words: readonly string[]): boolean => kindOf(words) !== null

function wholeValue(text: string, { words, position }: Hint): Finding | null {
  if (words.length === 0) return null
  const kind = kindOf(words)
  if (!kind || /\s/.test(text.trim())) return null
  // A segment after `/password` is a page as often as it is a secret.
  const isTrusted = kind === 'secret' && position !== 'path' && position !== 'referrer' && position !== 'resource'
  return isSecret(text, isTrusted ? kind : 'maybe') ? { start: 0, end: text.length } : null
}

type Kind = 'secret' | 'maybe' | null

function kindOf(words: readonly string[]): Kind {
  if (words.some((word) => SECRET.test(word))) return 'secret'
  if (words.includes('key') && words.some((word) => KEY_KIND.test(word))) return 'secret'
  return words.some((word) => MAYBE.test(word)) ? 'maybe' : null
}

function isSecret(value: string, kind: Kind): boolean {
  if (value.length < 3 || NOTHING.test(value) || value.startsWith('[')) return false
  if (kind === 'secret' || isRandom(value)) return true
  const isMixed = /\d/.test(value) && /[a-z]/i.test(value)
  const isLong = value.length >= 8 || (isMixed && /[!#$%&*?]/.test(value))
  return isLong && (isMixed || /^\d{6,}$/.test(value)) && !/^[a-z]+[-_ ]?\d{1,4}$|^\d{4}-\d\d/i.test(value)
}
