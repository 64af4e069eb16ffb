import { selectorOf } from '@lethe/depersonalize/light'
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution'
import { guard } from './guard.ts'
import type { Page } from './item.ts'
import { loadTimings } from './load-timings.ts'
import { type VitalMetric, vitalFields } from './vital-fields.ts'

export interface VitalTracker {
  /** A document was loaded or restored: what is measured from now on belongs to this page. */
  begin(page: Page): void
  /** The page is hidden: what is known goes out, once. */
  seal(): void
}

type Fields = Record<string, unknown>

/**
 * Measures the vitals of a document and keys them to the page that was loaded, whatever the address says later.
 * Stored rows never change, so each metric is reported once: FCP, TTFB and load phases after load; LCP, INP and CLS when the
 * page is first hidden. An interaction after that is not measured.
 */
export function openVitalTracker(add: (page: Page, fields: Fields) => void): VitalTracker {
  let page: Page | null = null
  let fields: Fields = {}
  let isListening = false
  let isRestored = false
  let hasTimings = false

  const report = (): void => {
    if (!hasTimings && !isRestored) {
      const entry = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined
      if (entry) fields = { ...loadTimings(entry), ...fields }
      hasTimings = true
    }
    if (page && Object.keys(fields).length > 0) add(page, fields)
    fields = {}
  }

  const keep = guard((metric: VitalMetric) => {
    // A restored page was not fetched: its zeros would make every first byte look fast.
    if (metric.name === 'TTFB' && metric.navigationType === 'back-forward-cache') return
    fields = { ...fields, ...vitalFields(metric) }
    if (metric.name === 'TTFB') report()
  })

  const listen = (): void => {
    isListening = true
    // Never null: the library would fall back to a selector with ids.
    const options = { generateTarget: (node: Node | null) => selectorOf(node as Element | null) }
    onFCP(keep)
    onTTFB(keep)
    onLCP(keep, options)
    // TRICKY: when a page goes right after an interaction, the library learns of it after its last forced report and keeps
    // silent. All changes are asked for, so that `seal` has it. https://github.com/GoogleChrome/web-vitals (bindReporter.ts)
    onINP(keep, { ...options, reportAllChanges: true })
    onCLS(keep, options)
  }

  return {
    begin(next) {
      isRestored = page !== null
      page = next
      fields = {}
      if (!isListening) listen()
    },
    seal: guard(() => {
      report()
      page = null
    }),
  }
}
