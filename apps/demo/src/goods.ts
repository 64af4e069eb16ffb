/** What the shop sells. */
export interface Good {
  readonly slug: string
  readonly name: string
  readonly kind: 'desk' | 'floor' | 'pendant'
  readonly price: number
  readonly hue: number
  readonly text: string
}

export const KINDS = { desk: 'Desk lamps', floor: 'Floor lamps', pendant: 'Pendant lamps' } as const

export const GOODS: readonly Good[] = [
  {
    slug: 'heron',
    name: 'Heron',
    kind: 'desk',
    price: 89,
    hue: 205,
    text: 'A long neck and a calm, warm light for late letters.',
  },
  {
    slug: 'acorn',
    name: 'Acorn',
    kind: 'desk',
    price: 49,
    hue: 28,
    text: 'Small, round, and made of oak. Fits where nothing else does.',
  },
  {
    slug: 'birch',
    name: 'Birch',
    kind: 'floor',
    price: 179,
    hue: 95,
    text: 'Slim as a sapling, with a shade of pressed paper.',
  },
  {
    slug: 'harbour',
    name: 'Harbour',
    kind: 'floor',
    price: 239,
    hue: 235,
    text: 'Throws its light low and wide, as lamps on a quay do.',
  },
  {
    slug: 'moon',
    name: 'Moon',
    kind: 'pendant',
    price: 129,
    hue: 48,
    text: 'A glass globe that waxes and wanes with one turn of the dial.',
  },
  {
    slug: 'thistle',
    name: 'Thistle',
    kind: 'pendant',
    price: 149,
    hue: 320,
    text: 'Forty folded leaves of steel around a single bulb.',
  },
]

export const euros = (amount: number): string => `€ ${amount.toFixed(2)}`
