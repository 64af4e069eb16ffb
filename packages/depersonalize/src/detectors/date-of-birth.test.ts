import { dateOfBirth } from './date-of-birth.ts'
import { checkDetector } from './testing/check-detector.ts'

checkDetector(dateOfBirth, {
  found: [
    ['dob=«1985-03-12»'],
    ['born on «12 March 1985» in Bern'],
    ['«12.03.1985»', { position: 'query', words: ['birth', 'date'] }],
    ['Geburtsdatum: «12.03.1985»'],
    ['fecha de nacimiento «12/03/85»'],
    ['«19850312»', { position: 'prop_value', words: ['dob'] }],
    ['birthday: «March 12th, 1985»'],
    ['né le; date de naissance: «1 août 1985»'],
    ['«1985»', { position: 'query', words: ['birth', 'year'] }],
    ['生年月日: «1985年3月12日»'],
    ['дата рождения «12.03.1985»'],
    ['født «12-03-1985»'],
  ],
  left: [
    ['2026-11-23'],
    ['released on 12 March 1985'],
    ['born to run'],
    ['date=1985-03-12'],
    ['born in the USA, a record of many songs sold since 1984'],
    ['99', { position: 'query', words: ['dob'] }],
    ['dob=19850312111'],
    ['happy birthday cake no 12'],
    ['geb123-1985x'],
    ['unknown', { position: 'query', words: ['birthday'] }],
  ],
})
