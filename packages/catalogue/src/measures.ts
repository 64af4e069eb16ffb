import { type Brief, type Column, SQL_MEASURE, SQL_TEXT, type Wire } from './column.ts'

const measure = (brief: Brief): Column => ({
  sql: SQL_MEASURE,
  purpose: 'Shows how fast and steady a page is for its visitors.',
  sensitivity: 'none',
  scrub: 'number',
  retention: 'row',
  unit: 'ms',
  ...brief,
})

const vital = (label: string, description: string, wire: Partial<Wire> = {}): Column =>
  measure({ label, description, wire: { on: 'vitals', max: 60_000, ...wire } })

const phase = (label: string, description: string, single_form?: string): Column =>
  measure({
    label,
    description,
    purpose: 'Shows which phase of loading a page is slow.',
    wire: { on: 'vitals', max: 600_000, ...(single_form !== undefined && { single_form }) },
  })

const ofError = (sql: string, brief: Brief): Column => ({
  ...measure(brief),
  sql,
  purpose: 'Shows what breaks, so that it can be mended.',
  unit: 'none',
  ...brief,
})

const ofEvent = (sql: string, brief: Brief): Column => ({
  ...measure(brief),
  sql,
  purpose: 'Counts what the owner wants to know of, e.g. a purchase.',
  unit: 'none',
  ...brief,
})

/** What an item measured or says; zero is a value, absent is NULL. */
export const MEASURES = {
  engaged_ms: measure({
    sql: 'UInt32 CODEC(ZSTD(1))',
    label: 'Engagement time',
    description: 'Visible, focused time on the page since the last report.',
    purpose: 'Shows whether pages are read.',
    wire: { on: 'engagement', max: 1_800_000 },
  }),

  page_load_redirect_ms: phase('Redirect', 'Time spent in redirects.'),
  page_load_dns_ms: phase('DNS', 'Looking up the name of the server.', 'page_load_dns'),
  page_load_connect_ms: phase('Connect', 'Opening the connection.', 'page_load_connect'),
  page_load_tls_ms: phase('TLS', 'Securing the connection.', 'page_load_ssl'),
  page_load_ttfb_ms: phase('Request', 'From the request to the first byte of the answer.', 'page_load_ttfb'),
  page_load_download_ms: phase('Download', 'Downloading the document.', 'page_load_download'),
  page_load_dom_content_loaded_ms: phase(
    'DOM content loaded',
    'From the end of the download until deferred scripts had run.',
    'page_load_dom_content_loaded',
  ),
  page_load_render_ms: phase('Render', 'From DOM content loaded until the document was complete.', 'page_load_render'),
  page_load_total_ms: phase('Page load', 'From the start of the navigation to the load event.', 'page_load_total'),
  page_load_transfer_bytes: measure({
    label: 'Transfer size',
    description: 'Bytes of the document over the network.',
    purpose: 'Shows which phase of loading a page is slow.',
    unit: 'bytes',
    wire: { on: 'vitals', max: 1_000_000_000, single_form: 'page_load_transfer_size' },
  }),

  lcp_ms: vital('LCP', 'Largest Contentful Paint.', { single_form: 'web_vital_lcp' }),
  inp_ms: vital('INP', 'Interaction to Next Paint.'),
  cls_e4: measure({
    label: 'CLS',
    description: 'Cumulative Layout Shift times 10,000.',
    unit: 'score_e4',
    wire: { on: 'vitals', max: 1_000_000 },
  }),
  fcp_ms: vital('FCP', 'First Contentful Paint.'),
  ttfb_ms: vital('TTFB', 'Time to First Byte.'),
  fid_ms: vital('FID', 'First Input Delay; from legacy scripts only.', { single_form: 'web_vital_fid' }),
  lcp_ttfb_ms: vital('LCP: first byte', 'Part of LCP: time to first byte.'),
  lcp_resource_load_delay_ms: vital('LCP: load delay', 'Part of LCP: from the first byte until the resource loads.'),
  lcp_resource_load_duration_ms: vital('LCP: load', 'Part of LCP: loading the resource.'),
  lcp_element_render_delay_ms: vital('LCP: render delay', 'Part of LCP: from the loaded resource to the paint.'),
  inp_input_delay_ms: vital('INP: input delay', 'Part of INP: before the handlers ran.'),
  inp_processing_duration_ms: vital('INP: processing', 'Part of INP: the handlers.'),
  inp_presentation_delay_ms: vital('INP: presentation', 'Part of INP: from the handlers to the paint.'),
  ttfb_waiting_ms: vital('TTFB: waiting', 'Part of TTFB: redirects and waiting.'),
  ttfb_cache_ms: vital('TTFB: cache', 'Part of TTFB: service worker and HTTP cache.'),
  ttfb_dns_ms: vital('TTFB: DNS', 'Part of TTFB: name look-up.'),
  ttfb_connection_ms: vital('TTFB: connection', 'Part of TTFB: connecting, TLS included.'),
  ttfb_request_ms: vital('TTFB: request', 'Part of TTFB: from the request to the first byte.'),

  error_fingerprint: ofError('UInt64 CODEC(ZSTD(1))', {
    max_values_per_day: 2_000,
    label: 'Error group',
    description: 'Hash of type, message template and top frame; equal errors share it. 0 when the item is no error.',
    scrub: 'none',
  }),
  error_message: ofError(SQL_TEXT, {
    label: 'Message',
    description: 'Message of the error, depersonalised.',
    sensitivity: 'technical',
    scrub: 'text',
  }),
  error_frames: ofError('Array(String) CODEC(ZSTD(1))', {
    label: 'Frames',
    description: 'Top five frames as "function file:line:column"; files as host and path.',
    sensitivity: 'technical',
    scrub: 'frames',
  }),
  is_handled: ofError('UInt8 CODEC(ZSTD(1))', {
    label: 'Handled',
    description: '1 when the page reported the error itself.',
    scrub: 'none',
  }),
  error_count: ofError('UInt32 CODEC(ZSTD(1))', {
    label: 'Occurrences',
    description: 'How often the error happened on the page since the last report.',
    unit: 'count',
  }),

  props: ofEvent('Map(LowCardinality(String), String) CODEC(ZSTD(1))', {
    max_values_per_day: 500,
    label: 'Properties',
    description: 'Properties of a custom event, at most 30, depersonalised.',
    sensitivity: 'technical',
    scrub: 'props',
  }),
  event_value: ofEvent('Nullable(Decimal(18, 4)) CODEC(ZSTD(1))', {
    label: 'Value',
    description: 'Value of a custom event.',
    unit: 'money',
  }),
  currency: ofEvent('LowCardinality(String)', {
    label: 'Currency',
    description: 'Currency of the value, ISO 4217.',
    scrub: 'enumeration',
  }),
} as const
