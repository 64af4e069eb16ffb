import { euros, GOODS } from '../goods.ts'
import type { Page } from '../layout.ts'

const CART = GOODS.slice(0, 2)
/** Nothing is stored, so everybody's cart holds the same two lamps. */
export const CART_TOTAL = CART.reduce((sum, { price }) => sum + price, 0)

export function cart(base: string): Page {
  const rows = CART.map(
    ({ slug, name, price }) =>
      `<tr><th scope="row"><a href="${base}/lamps/${slug}">${name}</a></th><td>1</td><td>${euros(price)}</td></tr>`,
  )
  return {
    title: 'Cart',
    current: '/cart',
    main: `<table><thead><tr><th scope="col">Lamp</th><th scope="col">Number</th><th scope="col">Price</th></tr></thead>
<tbody>${rows.join('')}</tbody><tfoot><tr><th scope="row" colspan="2">Total</th><td><strong>${euros(CART_TOTAL)}</strong></td></tr></tfoot></table>
<p class="row"><a class="button" href="${base}/checkout">Check out</a><a href="${base}/lamps">Look for more</a></p>`,
  }
}
