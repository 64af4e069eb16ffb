import type { ItemDimension, MeasureName } from '@lethe/catalogue'
import { cleanUrl, scrubText } from '@lethe/depersonalize/light'
import type {
  CLSMetricWithAttribution,
  FCPMetricWithAttribution,
  INPMetricWithAttribution,
  LCPMetricWithAttribution,
  TTFBMetricWithAttribution,
} from 'web-vitals/attribution'

export type VitalMetric =
  | CLSMetricWithAttribution
  | FCPMetricWithAttribution
  | INPMetricWithAttribution
  | LCPMetricWithAttribution
  | TTFBMetricWithAttribution

export type VitalFields = Partial<Record<MeasureName | ItemDimension, number | string>>

/** What the beacon says of one metric: the value, its parts, and its culprit without text, ids and query strings. */
export function vitalFields(metric: VitalMetric): VitalFields {
  const fields = FIELDS[metric.name](metric as never)
  for (const name of Object.keys(fields) as (keyof VitalFields)[]) {
    const value = fields[name]
    if (typeof value === 'number') fields[name] = Math.max(0, Math.round(value))
    else if (!value) delete fields[name]
  }
  return fields
}

const withoutIds = (selector = ''): string => selector.replace(/#[^>]*/g, '')

const FIELDS: { [M in VitalMetric as M['name']]: (metric: M) => VitalFields } = {
  LCP: ({ value, attribution }) => ({
    lcp_ms: value,
    lcp_ttfb_ms: attribution.timeToFirstByte,
    lcp_resource_load_delay_ms: attribution.resourceLoadDelay,
    lcp_resource_load_duration_ms: attribution.resourceLoadDuration,
    lcp_element_render_delay_ms: attribution.elementRenderDelay,
    // TRICKY: the library falls back to selectors of its own and the browser's, which hold ids; these go here, the rest on the server.
    lcp_target: withoutIds(attribution.target),
    lcp_resource_host: cleanUrl(attribution.url ?? '')?.hostname ?? '',
    lcp_resource_kind: resourceKind(attribution),
  }),
  INP: ({ value, attribution }) => {
    const script = cleanUrl(attribution.longestScript?.entry.sourceURL ?? '')
    return {
      inp_ms: value,
      inp_input_delay_ms: attribution.inputDelay,
      inp_processing_duration_ms: attribution.processingDuration,
      inp_presentation_delay_ms: attribution.presentationDelay,
      inp_target: withoutIds(attribution.interactionTarget),
      inp_interaction_type: attribution.interactionType ?? '',
      inp_load_state: attribution.loadState,
      inp_script_host: script?.hostname ?? '',
      inp_script_path: scrubText(script?.path ?? ''),
    }
  },
  CLS: ({ value, attribution }) => ({
    cls_e4: value * 10_000,
    cls_target: withoutIds(attribution.largestShiftTarget),
    cls_load_state: attribution.loadState ?? '',
  }),
  FCP: ({ value }) => ({ fcp_ms: value }),
  TTFB: ({ value, attribution }) => ({
    ttfb_ms: value,
    ttfb_waiting_ms: attribution.waitingDuration,
    ttfb_cache_ms: attribution.cacheDuration,
    ttfb_dns_ms: attribution.dnsDuration,
    ttfb_connection_ms: attribution.connectionDuration,
    ttfb_request_ms: attribution.requestDuration,
  }),
}

function resourceKind({ url, lcpResourceEntry }: LCPMetricWithAttribution['attribution']): string {
  if (!url) return 'text'
  const initiator = lcpResourceEntry?.initiatorType ?? ''
  if (initiator === 'video' || /\.(mp4|webm|m4v)(\?|$)/i.test(url)) return 'video'
  return /^(img|image|css|link|input|other|early-hints)?$/.test(initiator) ? 'image' : 'other'
}
