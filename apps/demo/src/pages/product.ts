import { euros, type Good } from '../goods.ts'
import type { Page } from '../layout.ts'

export function product(base: string, { slug, name, price, text }: Good): Page {
  return {
    title: name,
    current: '/lamps',
    script: 'shop.js',
    main: `<div class="split"><img src="${base}/img/${slug}.svg" alt="The lamp ${name}" width="800" height="600">
<div><p>${text}</p><p><strong>${euros(price)}</strong> <span class="muted">with bulb and cable</span></p>
<p class="row"><button type="button" data-rum="add-to-cart" data-event="add_to_cart" data-value="${price}" data-product="${slug}">Put into the cart</button>
<a href="${base}/cart">To the cart</a></p><p role="status"></p></div></div>`,
  }
}
