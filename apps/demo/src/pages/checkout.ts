import { euros } from '../goods.ts'
import type { Page } from '../layout.ts'
import { CART_TOTAL } from './cart.ts'

export function checkout(base: string): Page {
  return {
    title: 'Check out',
    current: '/cart',
    script: 'shop.js',
    main: `<p class="muted">What you type stays on this page: the tracker never reads a field.</p>
<form><label>Name <input name="name" autocomplete="off"></label><label>Email <input name="email" type="email" autocomplete="off"></label>
<p class="row"><button type="button" data-rum="buy" data-event="purchase" data-value="${CART_TOTAL}" data-currency="EUR">Buy for ${euros(CART_TOTAL)}</button>
<a href="${base}/cart">Back to the cart</a></p><p role="status"></p></form>`,
  }
}

/** Counts what a button is named after, with its value. */
export const SHOP_SCRIPT = `for (const button of document.querySelectorAll('[data-event]')) {
  button.addEventListener('click', () => {
    const { event, value, currency, product } = button.dataset
    lethe('track', event, { value: Number(value), currency, product })
    document.querySelector('[role=status]').textContent = event === 'purchase' ? 'Thank you. Nothing will be sent.' : 'It is in the cart.'
  })
}
`
