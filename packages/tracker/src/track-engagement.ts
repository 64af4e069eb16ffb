import { openEngagement } from './engagement.ts'
import { guard } from './guard.ts'

const REPORT_EVERY_MS = 60_000
/** Shorter looks are not worth an item. */
const MIN_MS = 100
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'wheel', 'touchstart']

/** Measures attention; the answer reports what has come together since the last report. */
export function trackEngagement(window: Window, add: (engaged_ms: number) => void): () => void {
  const { document, performance } = window
  const isActive = (): boolean => document.visibilityState === 'visible' && document.hasFocus()
  const engagement = openEngagement(performance.now(), isActive())
  const update = guard(() => engagement.set(isActive(), performance.now()))
  const touch = guard(() => engagement.touch(performance.now()))
  const report = guard(() => {
    const engaged = engagement.take(performance.now())
    if (engaged >= MIN_MS) add(engaged)
  })
  for (const type of ['focus', 'blur', 'pageshow']) window.addEventListener(type, update)
  document.addEventListener('visibilitychange', update)
  for (const type of SIGNS_OF_LIFE) window.addEventListener(type, touch, { capture: true, passive: true })
  window.setInterval(report, REPORT_EVERY_MS)
  return report
}
