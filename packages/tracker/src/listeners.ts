import type { Collector } from './collector.ts'
import { eventFields } from './event-fields.ts'
import { guard } from './guard.ts'
import { trackClicks } from './track-clicks.ts'
import { trackEngagement } from './track-engagement.ts'
import type { ErrorTracker } from './track-errors.ts'
import { trackPages } from './track-pages.ts'
import { openVitalTracker } from './track-vitals.ts'
import type { Visit } from './visit.ts'

/** Everything that is listened for in a page, by its options; the answer reports engagement up to now. */
export function listen(
  window: Window,
  collector: Collector,
  parts: { visit: Visit; errors: ErrorTracker },
): () => void {
  const { visit, errors } = parts
  const { trackMode, autoTrackCoreWebVitals, autoTrackErrors, autoTrackClicks } = collector.options()
  const vitals = openVitalTracker((page, fields) => collector.add(page, 'vitals', fields))
  const beginVitals = (): void => {
    const page = visit.page()
    if (page && autoTrackCoreWebVitals) vitals.begin(page)
  }
  trackPages(window, trackMode === 'history', {
    onNavigation: () => visit.show('soft-navigation'),
    onRestore: () => {
      if (trackMode !== 'off') visit.show('back-forward-cache')
      beginVitals()
    },
  })
  if (trackMode !== 'off') visit.show()
  beginVitals()
  if (autoTrackErrors) errors.listen()
  if (autoTrackClicks) {
    trackClicks(window, (name, props) =>
      collector.add(visit.page(), 'event', { ...eventFields(name, props), is_automatic: true }),
    )
  }
  const reportEngagement = trackEngagement(window, (engaged_ms) =>
    collector.add(visit.page(), 'engagement', { engaged_ms }),
  )
  listenForLeaving(window, [reportEngagement, errors.report, vitals.seal, collector.flush])
  return reportEngagement
}

/**
 * On `document`, since web-vitals listens on `window` and captures: its last values are there when the steps run.
 * `pagehide` comes before the page turns hidden, and only sends what is queued.
 */
function listenForLeaving(window: Window, steps: readonly (() => void)[]): void {
  const { document } = window
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') for (const step of steps) guard(step)()
  })
  window.addEventListener(
    'pagehide',
    guard(() => steps.at(-1)?.()),
  )
}
