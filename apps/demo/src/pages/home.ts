import { euros, GOODS, type Good } from '../goods.ts'
import type { Page } from '../layout.ts'

export function home(base: string): Page {
  return {
    title: 'Lamps for long evenings',
    current: '/',
    main: `<p class="muted">Made in small numbers, mended for a lifetime.</p>
<p class="row"><a class="button" href="${base}/lamps">See all lamps</a></p>
${goodsGrid(GOODS.slice(0, 3), base)}`,
  }
}

/** The goods as a list of cards. */
export function goodsGrid(goods: readonly Good[], base: string): string {
  const cards = goods.map(
    ({ slug, name, kind, price }) => `<li class="card" data-kind="${kind}"><a href="${base}/lamps/${slug}">
<img src="${base}/img/${slug}.svg" alt="" width="400" height="300"><div><h2>${name}</h2><p class="muted">${euros(price)}</p></div></a></li>`,
  )
  return `<ul class="grid">${cards.join('')}</ul>`
}
