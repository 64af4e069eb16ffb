/**
 * The browser script: measures pages, vitals, errors, events and attention, stores nothing on the device, and never throws.
 * May import the catalogue and the light entry of depersonalize. Read `tracker.ts` first.
 */
import type { Options } from './options.ts'
import { openTracker, type Tracker } from './tracker.ts'

export type { Options } from './options.ts'

let tracker: Tracker | null = null

/** On a server, where there is no page, everything is silently nothing. */
function get(): Tracker | null {
  if (!tracker && typeof window !== 'undefined') {
    tracker = openTracker(window, window.location.origin)
    tracker.start()
  }
  return tracker
}

/** Starts the tracker of an app that sends its own pageviews with `track('Pageview')`; `trackMode: 'history'` watches the router. */
export function load(clientKey: string, options: Options = {}): void {
  get()?.config({ trackMode: 'off', ...options, clientKey })
}

/** Changes options; those that say what to listen for count only until the start. */
export function config(options: Options): void {
  get()?.config(options)
}

/** Counts a custom event, e.g. `track('purchase', { value: 49.9, currency: 'EUR', plan: 'pro' })`, or a `Pageview`. */
export function track(name: string, props?: Readonly<Record<string, unknown>>): void {
  get()?.track(name, props)
}

/** Reports an error that the page caught itself: an `Error`, an `ErrorEvent`, or whatever was thrown. */
export function captureError(error: unknown, overrides?: Readonly<Record<string, unknown>>): void {
  get()?.captureError(error, overrides)
}

/** Collects nothing from this browser any more; writes the one flag that Lethe ever writes. */
export function optOut(): void {
  get()?.optOut()
}

/** Takes the opt-out back and removes its flag. */
export function optIn(): void {
  get()?.optIn()
}
