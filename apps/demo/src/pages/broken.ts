import type { Page } from '../layout.ts'

/** Throws while it loads, and again in two ways by button. */
export function broken(base: string): Page {
  return {
    title: 'Repairs',
    current: '/broken',
    script: 'broken.js',
    main: `<p>Our booking form is broken on purpose: its errors are on the dashboard.</p>
<p class="row"><button type="button" data-rum="book">Book a repair</button><button type="button" data-rum="ask">Ask for a price</button>
<a href="${base}/">Home</a></p><p role="status"></p>`,
  }
}

export const BROKEN_SCRIPT = `const say = (text) => { document.querySelector('[role=status]').textContent = text }
document.querySelector('[data-rum=book]').addEventListener('click', () => {
  say('Booking failed.')
  openBookingForm(undefined)
})
document.querySelector('[data-rum=ask]').addEventListener('click', () => {
  say('No price today.')
  Promise.reject(new RangeError('No price for order 4711'))
})
function openBookingForm(form) { return form.elements }
// After load, so that the tracker, which comes asynchronously, is there to see it.
addEventListener('load', () => openBookingForm(null))
`
