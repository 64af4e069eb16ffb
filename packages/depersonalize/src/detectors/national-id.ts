import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { NATIONAL_IDS, type NationalId } from './national-ids.ts'
import { isTold, wordsBefore } from './words.ts'

const TOLD =
  /^(?:ssn|social|security|itin|tin|ein|nino|nin|ni|insurance|nhs|patient|chi|national|nationalid|identity|identification|idnumber|idnr|citizen|resident|taxid|tax|taxpayer|passport|steuer|steuerid|steuernummer|steuernr|idnummer|steueridentifikationsnummer|identifikationsnummer|sozialversicherungsnummer|svnr|ahv|avs|nir|insee|secu|securite|sociale|dni|nie|nif|cif|cedula|identidad|rut|curp|rfc|cpf|cnpj|rg|contribuinte|codice|fiscale|codicefiscale|cf|pesel|nip|dowod|personnummer|personnr|pnr|personal|personnelnumber|hetu|henkilotunnus|cpr|cprnr|fodselsnummer|fnr|aadhaar|aadhar|uid|uidai|pan|sin|nas|tfn|bsn|burgerservicenummer|rijksregister|rijksregisternummer|niss|insz|rodne|cislo|kimlik|tckn|tc|identite|ausweis|personalausweis|ausweisnummer|身份证|身份证号|マイナンバー|個人番号|주민등록번호|снилс|инн|паспорт)$/
const MIN_DIGITS = 6

/** Numbers by which a state knows a person; see `national-ids.ts` for the countries. */
export const nationalId: Detector = {
  type: 'national-id',
  needs: (traits) => traits.digit_count >= MIN_DIGITS,
  find: (text, hint) => {
    const findings: Finding[] = []
    const isKeyTold = isTold(TOLD, hint)
    for (const id of NATIONAL_IDS)
      for (const match of matchesOf(text, id.pattern)) {
        const found = { start: match.index, end: match.index + match[0].length }
        if (findings.some((other) => found.start < other.end && other.start < found.end)) continue
        if (!isId(id, match[0])) continue
        if (id.own?.test(match[0]) || isKeyTold || isTold(TOLD, hint, wordsBefore(text, found.start)))
          findings.push(found)
      }
    return findings.sort((a, b) => a.start - b.start)
  },
}

const isId = ({ isValid }: NationalId, found: string): boolean => isValid(found.replace(/[^\da-z]/gi, '').toUpperCase())
