import type { SeededRandom } from '@lethe/testkit'
import { between, birthday, digits, padded } from '../draws.ts'
import { type Fact, fact } from '../item.ts'
import type { Person } from '../locales.ts'

const MONTHS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  de: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  es: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
}

/** A date is a date of birth only beside a word that says so. */
export function dateOfBirth(random: SeededRandom): Fact {
  const { year, month, day } = birthday(random)
  const [d, m] = [padded(day, 2), padded(month, 2)]
  const [form, locale, text] = random.weighted([
    [['iso', 'any', `${year}-${m}-${d}`] as const, 8],
    [['dots', 'de', `${d}.${m}.${year}`] as const, 4],
    [['dots-short', 'de', `${day}.${month}.${year}`] as const, 1],
    [['slashes-european', 'fr', `${d}/${m}/${year}`] as const, 3],
    [['slashes-american', 'en_US', `${m}/${d}/${year}`] as const, 3],
    [['compact', 'any', `${year}${m}${d}`] as const, 2],
    [['iso-time', 'any', `${year}-${m}-${d}T00:00:00.000Z`] as const, 2],
    [['words', 'en_GB', `${day} ${MONTHS.en?.[month - 1]} ${year}`] as const, 1],
    [['words', 'de', `${day}. ${MONTHS.de?.[month - 1]} ${year}`] as const, 1],
    [['words', 'fr', `${day} ${MONTHS.fr?.[month - 1]} ${year}`] as const, 1],
    [['words', 'es', `${day} de ${MONTHS.es?.[month - 1]} de ${year}`] as const, 1],
    [['words', 'ja', `${year}年${month}月${day}日`] as const, 1],
  ])
  return fact('date-of-birth', form, { locale, text, needs_context: true })
}

const degrees = (random: SeededRandom, limit: number, places: number) =>
  `${random.chance(0.25) ? '-' : ''}${between(random, 3, limit)}.${digits(random, places - 1)}${between(random, 1, 9)}`

/** Finer than three decimals (about a hundred metres) tells a home. */
export function coordinates(random: SeededRandom): Fact {
  const places = random.pick([4, 5, 6, 6, 7, 13])
  const [lat, lng] = [degrees(random, 69, places), degrees(random, 170, places)]
  const minutes = (limit: number) =>
    `${between(random, 3, limit)}°${padded(random.below(60), 2)}'${padded(random.below(60), 2)}`
  const [form, text, pieces] = random.weighted([
    [['pair', `${lat},${lng}`, [lat, lng]] as const, 6],
    [['pair-space', `${lat}, ${lng}`, [lat, lng]] as const, 3],
    [['pair-slash', `${lat}/${lng}`, [lat, lng]] as const, 1],
    [['geo-uri', `geo:${lat},${lng}`, [lat, lng]] as const, 1],
    [['map-at', `@${lat},${lng},15z`, [lat, lng]] as const, 1],
    [['single', lat, []] as const, 3],
    [['degrees', `${minutes(69)}"N ${minutes(170)}"E`, []] as const, 1],
    [['point', `POINT(${lng} ${lat})`, [lat, lng]] as const, 0.7],
  ])
  return fact('geo', form, { locale: 'any', text, pieces, needs_context: form === 'single' })
}

const HOSTS = [
  'git.example.org',
  'api.internal.example',
  'ftp.example.net',
  'db01.example.com:5432',
  'intranet.example',
]
const PASSWORDS = ['hunter2', 'S3cr3t!', 'p4ssw0rd', 'Sommer2026', 'letmein99', 'Tr0ub4dor', 'qwertz123']

/** User and password before the host of an address. */
export function credentials(random: SeededRandom, person: Person): Fact {
  const user = random.pick([
    person.latin_first || 'admin',
    `${(person.latin_first || 'a')[0]}${person.latin_last || 'dmin'}`,
    'deploy',
  ])
  const password = random.chance(0.5)
    ? `${random.pick(PASSWORDS)}${digits(random, 2)}`
    : `Z${digits(random, 3)}k_${digits(random, 4)}w`
  const scheme = random.weighted([
    ['https', 6],
    ['http', 2],
    ['ftp', 1],
    ['postgres', 1],
    ['mongodb+srv', 0.5],
    ['redis', 0.5],
  ] as const)
  const text = `${scheme}://${user}:${password.replace('!', '%21')}@${random.pick(HOSTS)}/${random.pick(['', 'repo.git', 'files/', 'app'])}`
  return fact('credentials', `url-${scheme}`, { locale: person.locale, text, pieces: [password.replace('!', '%21')] })
}

const FILES = [
  'app/src/index.js',
  'projects/shop/dist/main.js',
  'Desktop/report.html',
  'code/site/page.tsx',
  'Downloads/invoice.pdf',
]

/** The folder of a person on their own machine, with a file below it. */
export function homeFolder(random: SeededRandom, person: Person): Fact {
  const latin = person.latin_first || 'kenji'
  const user = random.pick([
    latin,
    `${latin[0]}${person.latin_last || 'sato'}`,
    `${latin}.${person.latin_last || 'sato'}`,
  ])
  const file = random.pick(FILES)
  const [form, folder, path] = random.weighted([
    [['mac', `/Users/${user}`, `/Users/${user}/${file}`] as const, 3],
    [['linux', `/home/${user}`, `/home/${user}/${file}`] as const, 3],
    [['windows', `C:\\Users\\${user}`, `C:\\Users\\${user}\\${file.replaceAll('/', '\\')}`] as const, 3],
    [['windows-slashes', `C:/Users/${user}`, `C:/Users/${user}/${file}`] as const, 1],
    [['file-url', `file:///home/${user}`, `file:///home/${user}/${file}`] as const, 1],
    [['wsl', `/mnt/c/Users/${user}`, `/mnt/c/Users/${user}/${file}`] as const, 0.5],
  ])
  return fact('home-folder', form, { locale: person.locale, text: path, pieces: [folder, user] })
}
