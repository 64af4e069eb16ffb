import type { SeededRandom } from '../seeded-random.ts'

const CATEGORIES = ['coffee', 'grinders', 'brewers', 'cups'] as const
const PRODUCTS = [
  ['morning-blend', 13.9],
  ['night-owl-espresso', 14.9],
  ['decaf-harbour', 13.5],
  ['single-origin-sidama', 16.9],
  ['hand-grinder', 89],
  ['electric-grinder', 219],
  ['travel-grinder', 64],
  ['pour-over-set', 39],
  ['french-press', 34.5],
  ['moka-pot', 29],
  ['cold-brew-jug', 27],
  ['stoneware-cup', 18],
  ['double-wall-glass', 14],
  ['enamel-mug', 12],
] as const
const PRODUCTS_BY_RANK = PRODUCTS.map((one, rank) => [one, 1 / (rank + 2)] as const)
const GUIDES = ['brewing', 'grind-size', 'water', 'cleaning'] as const

/** What a page is like: its factor on painting, on reacting to input, and on layout shift. */
export interface PageKind {
  readonly name: 'home' | 'category' | 'product' | 'guide' | 'cart' | 'checkout'
  readonly paint: number
  readonly input: number
  readonly shift: number
}

/** The kinds of page of the shop. */
export const KINDS: Readonly<Record<PageKind['name'], PageKind>> = {
  home: { name: 'home', paint: 1.1, input: 0.9, shift: 1.2 },
  category: { name: 'category', paint: 1.25, input: 1.2, shift: 1.8 },
  product: { name: 'product', paint: 1.15, input: 1, shift: 0.9 },
  guide: { name: 'guide', paint: 0.75, input: 0.6, shift: 0.6 },
  cart: { name: 'cart', paint: 0.85, input: 1.3, shift: 0.5 },
  checkout: { name: 'checkout', paint: 1, input: 1.9, shift: 0.7 },
}

/** One visited page. */
export interface ShopPage {
  readonly kind: PageKind
  readonly path: string
  /** Price of the product that was last looked at. */
  readonly price: number
}

const NEXT: Readonly<Record<PageKind['name'], readonly (readonly [PageKind['name'], number])[]>> = {
  home: [
    ['category', 50],
    ['product', 30],
    ['guide', 18],
    ['cart', 2],
  ],
  category: [
    ['product', 70],
    ['category', 15],
    ['home', 10],
    ['cart', 5],
  ],
  product: [
    ['product', 34],
    ['category', 24],
    ['cart', 24],
    ['guide', 8],
    ['home', 10],
  ],
  guide: [
    ['guide', 30],
    ['product', 40],
    ['category', 20],
    ['home', 10],
  ],
  cart: [
    ['checkout', 58],
    ['product', 22],
    ['category', 12],
    ['home', 8],
  ],
  checkout: [
    ['home', 45],
    ['cart', 30],
    ['product', 25],
  ],
}

/** A page of this kind; popular products come first in their list. */
export function pageOf(name: PageKind['name'], random: SeededRandom, price = 30): ShopPage {
  const kind = KINDS[name]
  if (name === 'category') return { kind, path: `/category/${random.pick(CATEGORIES)}`, price }
  if (name === 'guide') return { kind, path: `/guides/${random.pick(GUIDES)}`, price }
  if (name === 'product') {
    const [product, itsPrice] = random.weighted(PRODUCTS_BY_RANK)
    return { kind, path: `/product/${product}`, price: itsPrice }
  }
  return { kind, path: name === 'home' ? '/' : `/${name}`, price }
}

/** The page that a visitor goes to after this one. */
export function nextPage(from: ShopPage, random: SeededRandom): ShopPage {
  return pageOf(random.weighted(NEXT[from.kind.name]), random, from.price)
}
