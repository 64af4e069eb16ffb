import type { SeededRandom } from '@lethe/testkit'
import { filled } from '../draws.ts'
import { type Fact, fact } from '../item.ts'
import type { LocaleName } from '../locales.ts'

interface NumberPlan {
  readonly code: string
  /** What is dialled before the national number inside the country. */
  readonly trunk: string
  /** National (significant) numbers, grouped as the country groups them; `X` any digit, `N` 2..9. */
  readonly masks: readonly string[]
  /** How the country writes it: `A` the first group, `B` the others joined as in the mask. */
  readonly styles: readonly string[]
}

const NORTH_AMERICA = { code: '1', trunk: '', styles: ['(A) B', 'A-B', 'A.B', '1-A-B'] }
const SLASHES = ['0A/B', '0A B', '0A-B', '(0A) B']

/** National number plans as the countries' regulators publish them: area codes and mobile prefixes that are in use. */
const PLANS: Readonly<Record<LocaleName, NumberPlan>> = {
  en_US: { ...NORTH_AMERICA, masks: ['212 NXX-XXXX', '415 NXX-XXXX', '312 NXX-XXXX', '617 NXX-XXXX', '303 NXX-XXXX'] },
  en_CA: { ...NORTH_AMERICA, masks: ['416 NXX-XXXX', '604 NXX-XXXX', '514 NXX-XXXX', '403 NXX-XXXX'] },
  en_GB: {
    code: '44',
    trunk: '0',
    masks: ['20 79XX XXXX', '161 8XX XXXX', '7912 3XXXXX', '7833 NXXXXX', '1223 3XXXXX'],
    styles: ['0A B', '(0A) B'],
  },
  de: {
    code: '49',
    trunk: '0',
    masks: ['30 2XXXXXXX', '89 3XXXXXXX', '221 9XXXXXX', '151 2XXXXXXX', '176 3XXXXXXX', '160 9XXXXXXX'],
    styles: SLASHES,
  },
  fr: {
    code: '33',
    trunk: '0',
    masks: ['1 42 XX XX XX', '6 12 XX XX XX', '6 74 XX XX XX', '7 82 XX XX XX', '4 91 XX XX XX'],
    styles: ['0A B', '0A.B'],
  },
  es: {
    code: '34',
    trunk: '',
    masks: ['612 XXX XXX', '654 XX XX XX', '678 XXX XXX', '913 XX XX XX', '932 XX XX XX'],
    styles: ['A B', 'A-B'],
  },
  it: {
    code: '39',
    trunk: '',
    masks: ['347 NXX XXXX', '328 NXX XXXX', '333 NXX XXXX', '06 6XXX XXXX', '02 8XXX XXXX'],
    styles: ['A B', 'A/B'],
  },
  pl: {
    code: '48',
    trunk: '',
    masks: ['501 XXX XXX', '602 XXX XXX', '790 XXX XXX', '22 6XX XX XX'],
    styles: ['A B', 'A-B'],
  },
  sv: {
    code: '46',
    trunk: '0',
    masks: ['70 2XX XX XX', '73 5XX XX XX', '76 2XX XX XX', '8 5XX XX XX', '31 7XX XX XX'],
    styles: ['0A-B', '0A B'],
  },
  fi: {
    code: '358',
    trunk: '0',
    masks: ['40 5XX XXXX', '50 3XX XXXX', '44 2XX XXXX', '9 4XX XXXX'],
    styles: ['0A B', '0A-B'],
  },
  da: { code: '45', trunk: '', masks: ['20 XX XX XX', '31 XX XX XX', '40 XX XX XX', '33 XX XX XX'], styles: ['A B'] },
  nb_NO: { code: '47', trunk: '', masks: ['412 XX XXX', '906 XX XXX', '922 XX XXX', '22 4X XX XX'], styles: ['A B'] },
  en_IN: {
    code: '91',
    trunk: '0',
    masks: ['98XXX XXXXX', '99XXX XXXXX', '70XXX XXXXX', '11 2XXX XXXX'],
    styles: ['A B', '0A B', 'A-B'],
  },
  en_AU: {
    code: '61',
    trunk: '0',
    masks: ['412 XXX XXX', '438 XXX XXX', '2 9XXX XXXX', '3 9XXX XXXX'],
    styles: ['0A B', '(0A) B'],
  },
  pt_BR: {
    code: '55',
    trunk: '',
    masks: ['11 9NXXX-XXXX', '21 9NXXX-XXXX', '31 3NXX-XXXX', '41 3NXX-XXXX'],
    styles: ['(A) B', 'A B'],
  },
  nl: {
    code: '31',
    trunk: '0',
    masks: ['6 2XXX XXXX', '6 4XXX XXXX', '20 5XX XXXX', '10 4XX XXXX'],
    styles: ['0A-B', '0A B'],
  },
  tr: {
    code: '90',
    trunk: '0',
    masks: ['532 NXX XX XX', '542 NXX XX XX', '212 2XX XX XX'],
    styles: ['0A B', '0 (A) B', '(A) B'],
  },
  ja: { code: '81', trunk: '0', masks: ['90-NXXX-XXXX', '80-NXXX-XXXX', '3-3NXX-XXXX'], styles: ['0A-B'] },
  ru: {
    code: '7',
    trunk: '8',
    masks: ['916 NXX-XX-XX', '903 NXX-XX-XX', '495 7XX-XX-XX'],
    styles: ['8 (A) B', '8 A B', '8-A-B'],
  },
  cs_CZ: { code: '420', trunk: '', masks: ['602 XXX XXX', '777 XXX XXX', '224 XXX XXX'], styles: ['A B'] },
}

const bare = (text: string) => text.replace(/\D/g, '')

function national(plan: NumberPlan, mask: string, style: string): string {
  const at = mask.search(/[ -]/)
  const separator = style.endsWith('A.B') ? '.' : style.endsWith('A-B') ? '-' : undefined
  const rest = mask.slice(at + 1)
  return style
    .replace('A', mask.slice(0, at))
    .replace('B', separator === undefined ? rest : rest.replace(/[ -]/g, separator))
    .replace(/^0(?=0)/, plan.trunk)
}

/** A number as the locale's plan allows it: E.164, international with gaps, national with gaps, or national digits only. */
export function phone(random: SeededRandom, locale: LocaleName): Fact {
  const plan = PLANS[locale]
  const mask = filled(random, random.pick(plan.masks))
  const e164 = `+${plan.code}${bare(mask)}`
  const gaps = national(plan, mask, random.pick(plan.styles))
  const [form, text, needs_context] = random.weighted([
    [['e164', e164, false] as const, 5],
    [['international', `+${plan.code} ${mask.replace(/-/g, random.pick([' ', '-']))}`, false] as const, 3],
    [['international-trunk', plan.trunk === '0' ? `+${plan.code} (0)${mask}` : e164, false] as const, 0.7],
    [['double-zero', `00${plan.code}${bare(mask)}`, false] as const, 1],
    [['national', gaps, true] as const, 4],
    [['national-bare', bare(gaps), true] as const, 3],
  ])
  const grouped = needs_context ? gaps : `+${plan.code} ${mask}`
  return fact('phone', form, { locale, text, grouped, needs_context, grouped_needs_context: needs_context })
}
