import type { MeasureName } from '@lethe/catalogue'

type Timings = Partial<Record<MeasureName, number>>

/**
 * Phases of loading a document, in whole ms. Zero is a value; a phase that has not ended is absent.
 * Times before the activation of a prerendered page count as zero: nobody waited.
 */
export function loadTimings(entry: PerformanceNavigationTiming): Timings {
  const activation = (entry as { activationStart?: number }).activationStart ?? 0
  const between = (start: number, end: number): number | undefined =>
    end > 0 && end >= start ? Math.round(Math.max(0, end - activation) - Math.max(0, start - activation)) : undefined
  const has = (time: number): number | undefined => (time > 0 ? time : undefined)
  const timings: Record<string, number | undefined> = {
    page_load_redirect_ms: entry.redirectCount === 0 ? 0 : between(entry.redirectStart, entry.redirectEnd),
    page_load_dns_ms: between(entry.domainLookupStart, entry.domainLookupEnd),
    page_load_connect_ms: between(entry.connectStart, entry.connectEnd),
    page_load_tls_ms: has(entry.secureConnectionStart) && between(entry.secureConnectionStart, entry.connectEnd),
    page_load_ttfb_ms: between(entry.requestStart, entry.responseStart),
    page_load_download_ms: between(entry.responseStart, entry.responseEnd),
    page_load_dom_content_loaded_ms: between(entry.responseEnd, entry.domContentLoadedEventEnd),
    page_load_render_ms: between(entry.domContentLoadedEventEnd, entry.domComplete),
    page_load_total_ms: between(0, entry.loadEventStart),
    page_load_transfer_bytes: entry.responseEnd > 0 ? entry.transferSize : undefined,
  } satisfies Partial<Record<MeasureName, number | undefined>>
  for (const name of Object.keys(timings)) if (timings[name] === undefined) delete timings[name]
  return timings as Timings
}
