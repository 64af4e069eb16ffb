import { isWordCode } from './words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Words after which a sentence names a person, in lower case. */
const TRIGGERS = words(`
  user users username customer client member author owner patient employee student teacher guest passenger contact recipient
  sender account profile name named called hello hi hey dear welcome mr mrs ms dr prof miss
  benutzer benutzers benutzerin nutzer nutzerin kunde kunden kundin hallo herr herrn frau mitglied willkommen geehrter geehrte
  utilisateur bonjour monsieur madame mme bienvenue auteur membre usuario usuaria cliente hola señor señora sr sra bienvenido
  bienvenida utente ciao signor signora signore benvenuto benvenuta olá ola bem-vindo bem-vinda usuário usuária gebruiker klant
  hoi meneer mevrouw welkom użytkownik użytkownika użytkownikowi klient klienta klientowi witaj pan pani bruger brugeren bruker
  brukeren kunden kund kunden hej hei velkommen användare användaren användarens medlemmen välkommen käyttäjä käyttäjän
  käyttäjää asiakas asiakkaan tervetuloa kullanıcı kullanıcısı müşteri merhaba sayın uživatel uživatele zákazník zákazníka
  пользователь пользователя клиент клиента здравствуйте привет уважаемый уважаемая имя
  用户 客户 您好 你好 ユーザー お客様 顧客 名前 氏名 姓名 사용자 고객 안녕하세요 이름 المستخدم العميل مرحبا
  nombre nom nome naam navn namn nimi imię
`)
/** Small words that name a person only behind one of these. */
const PAIRED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['as', words('in login acting')],
  ['to', words('assigned shipped delivered')],
  ['by', words('written created posted invited uploaded edited approved signed ordered')],
  ['of', words('login account profile order record')],
  ['for', words('login account profile order record failed')],
  ['von', words('anmeldung konto profil bestellung')],
  ['back', words('welcome')],
])
const MAX_TRIGGER = 14
/** What stands between such a word and the name. */
const JOINT = /[.,:：]{0,2} {1,2}|[:：]|(?: ?[:：])? ?(?=["'“‘«「(])/y

/** Whether a word says that a person follows. */
export const isTrigger = (word: string): boolean => TRIGGERS.has(word.toLowerCase())

/** Where a sentence may name a person: the places behind the words that say so. */
export function* placesOfNames(text: string): Generator<number> {
  let before = ''
  for (let at = 0; at < text.length; at++) {
    if (!isTriggerCode(text.charCodeAt(at))) continue
    const start = at
    while (at < text.length && isTriggerCode(text.charCodeAt(at))) at++
    const word = at - start > MAX_TRIGGER ? '' : text.slice(start, at).toLowerCase()
    const tells = word.length > 1 && (TRIGGERS.has(word) || PAIRED.get(word)?.has(before))
    before = word
    if (!tells || isGlued(text.charCodeAt(start - 1))) continue
    JOINT.lastIndex = at
    const joint = JOINT.exec(text)
    if (joint) yield at + joint[0].length
  }
}

/** A word of a slug or a path says nothing of what follows. */
const isGlued = (code: number): boolean => code === 95 || code === 47 || code === 45
const isTriggerCode = (code: number): boolean =>
  code === 45 || (isWordCode(code) && !(code >= 48 && code <= 57) && !isJointCode(code))
/** Full-width and ideographic punctuation. */
const isJointCode = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) || code === 0xff1a
