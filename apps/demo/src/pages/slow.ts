import type { Page } from '../layout.ts'

/** Heavy, late and unsteady on purpose: a poor LCP, a layout shift, and a button that blocks the page for a while. */
export function slow(base: string): Page {
  return {
    title: 'Night sky',
    current: '/slow',
    script: 'slow.js',
    main: `<div id="late"></div>
<img class="hero" data-rum="sky" src="${base}/img/sky.svg" alt="A sky full of stars" width="1600" height="900">
<p>This page shows what slowness looks like on the dashboard: the document and its picture come late, a notice pushes everything down, and the button below keeps the page busy.</p>
<p class="row"><button type="button" data-rum="count-stars">Count the stars</button></p><p role="status"></p>`,
  }
}

export const SLOW_SCRIPT = `const busyFor = (ms) => { const end = performance.now() + ms; while (performance.now() < end); }
setTimeout(() => {
  const notice = document.createElement('p')
  notice.className = 'banner'
  notice.textContent = 'Clear nights this week: all pendant lamps ship free.'
  document.querySelector('#late').append(notice)
}, 900)
document.querySelector('[data-rum=count-stars]').addEventListener('click', () => {
  busyFor(350)
  document.querySelector('[role=status]').textContent = 'There are 3,600.'
})
`
