import { openCollector } from './collector.ts'
import { eventFields } from './event-fields.ts'
import { shutGate } from './gate.ts'
import { guard } from './guard.ts'
import { listen } from './listeners.ts'
import type { Options } from './options.ts'
import { openErrorTracker } from './track-errors.ts'
import { openVisit } from './visit.ts'

type Props = Readonly<Record<string, unknown>>

/** What a page can ask of the tracker; none of it ever throws. */
export interface Tracker {
  config(options: Options): void
  track(name: string, props?: Props): void
  captureError(error: unknown, overrides?: Props): void
  optOut(): void
  optIn(): void
  /** Begins to listen, once there is a key. Called after the page's first commands, so that they all count. */
  start(): void
}

/** One tracker of one document. `origin` is where beacons go unless the page says otherwise. */
export function openTracker(window: Window, origin: string): Tracker {
  const collector = openCollector(window, origin)
  const { say } = collector
  const gate = shutGate(say)
  let isReady = false
  let isStarted = false
  let reportEngagement = (): void => {}

  const errors = openErrorTracker(window, (fields) => collector.add(visit.page(), 'error', { ...fields }))
  const visit = openVisit(window, collector, () => {
    reportEngagement()
    errors.report()
    errors.reset()
  })

  const begin = guard(() => {
    reportEngagement = listen(window, collector, { visit, errors })
    gate.open()
  }, say)

  const start = guard(() => {
    isReady = true
    if (isStarted || !collector.options().clientKey) return
    isStarted = true
    const document = window.document as Document & { prerendering?: boolean }
    // A prerendered page that is never shown is no visit.
    if (document.prerendering) document.addEventListener('prerenderingchange', begin, { once: true })
    else begin()
  }, say)

  return {
    config: guard((next: Options) => {
      collector.configure(next)
      if (isReady) start()
    }, say),
    track: gate.behind((name: string, props?: Props) => {
      if (name === 'Pageview') return visit.show()
      const fields = eventFields(name, props)
      if (fields) collector.add(visit.page(), 'event', fields)
      else say('not a name of an event', name)
    }),
    captureError: gate.behind(errors.capture),
    optOut: guard(() => collector.setOptOut(true), say),
    optIn: guard(() => collector.setOptOut(false), say),
    start,
  }
}
