import { GOODS, KINDS } from '../goods.ts'
import type { Page } from '../layout.ts'
import { goodsGrid } from './home.ts'

/** All lamps, or those of one kind. The buttons change the address and the list without a load, as single-page apps do. */
export function category(base: string, kind: string): Page {
  const button = ([key, label]: [string, string]): string =>
    `<button type="button" data-rum="filter" data-kind="${key}" aria-pressed="${key === kind}">${label}</button>`
  const kinds: [string, string][] = [['', 'All'], ...Object.entries(KINDS)]
  return {
    title: 'Lamps',
    current: '/lamps',
    script: 'filter.js',
    main: `<div class="row" role="group" aria-label="Kind of lamp" data-base="${base}/lamps">${kinds.map(button).join('')}</div>
<p role="status"></p>
${goodsGrid(GOODS, base)}`,
  }
}

export const FILTER_SCRIPT = `const group = document.querySelector('[role=group]')
const base = group.dataset.base
const show = (kind) => {
  let count = 0
  for (const button of group.children) button.setAttribute('aria-pressed', String(button.dataset.kind === kind))
  for (const card of document.querySelectorAll('.card')) {
    card.hidden = kind !== '' && card.dataset.kind !== kind
    if (!card.hidden) count++
  }
  document.querySelector('[role=status]').textContent = count + ' lamps'
}
const fromAddress = () => show(location.pathname.split('/kind/')[1] || '')
group.addEventListener('click', (event) => {
  const kind = event.target.dataset.kind
  if (kind === undefined) return
  history.pushState(null, '', kind ? base + '/kind/' + kind : base)
  fromAddress()
})
addEventListener('popstate', fromAddress)
fromAddress()
`
