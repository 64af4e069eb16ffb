import { card } from './detectors/card.ts'
import { dateOfBirth } from './detectors/date-of-birth.ts'
import { email } from './detectors/email.ts'
import { geo } from './detectors/geo.ts'
import { homeFolder } from './detectors/home-folder.ts'
import { iban } from './detectors/iban.ts'
import { ip } from './detectors/ip.ts'
import { name } from './detectors/name.ts'
import { nationalId } from './detectors/national-id.ts'
import { number } from './detectors/number.ts'
import { pathId } from './detectors/path-id.ts'
import { pathNumber } from './detectors/path-number.ts'
import { phone } from './detectors/phone.ts'
import { tokenRandom } from './detectors/token-random.ts'
import { tokenShapes } from './detectors/token-shapes.ts'
import { tokenValues } from './detectors/token-values.ts'
import { uuid } from './detectors/uuid.ts'
import type { Detector } from './engine/detector.ts'

/**
 * Every detector, the surest first: where two find the same characters, the earlier one says what they are. Shapes and
 * check digits come before what only a word beside it tells, and that before what is merely long.
 */
export const DETECTORS: readonly Detector[] = [
  tokenShapes,
  email,
  homeFolder,
  uuid,
  iban,
  card,
  ip,
  geo,
  dateOfBirth,
  nationalId,
  tokenValues,
  phone,
  tokenRandom,
  name,
  number,
  pathNumber,
  pathId,
]
