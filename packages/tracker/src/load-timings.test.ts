import { expect, it } from 'vitest'
import { loadTimings } from './load-timings.ts'

const ENTRY = {
  redirectCount: 0,
  redirectStart: 0,
  redirectEnd: 0,
  domainLookupStart: 5,
  domainLookupEnd: 5,
  connectStart: 5,
  secureConnectionStart: 15,
  connectEnd: 45.4,
  requestStart: 46,
  responseStart: 146,
  responseEnd: 150,
  domContentLoadedEventEnd: 300,
  domComplete: 800,
  loadEventStart: 801,
  transferSize: 0,
} as PerformanceNavigationTiming

it('keeps zeros as values', () => {
  expect(loadTimings(ENTRY)).toEqual({
    page_load_redirect_ms: 0,
    page_load_dns_ms: 0,
    page_load_connect_ms: 40,
    page_load_tls_ms: 30,
    page_load_ttfb_ms: 100,
    page_load_download_ms: 4,
    page_load_dom_content_loaded_ms: 150,
    page_load_render_ms: 500,
    page_load_total_ms: 801,
    page_load_transfer_bytes: 0,
  })
})

it('omits what has not ended, and TLS where there is none', () => {
  const early = { ...ENTRY, secureConnectionStart: 0, domComplete: 0, loadEventStart: 0 } as PerformanceNavigationTiming
  const timings = loadTimings(early)
  expect(timings).not.toHaveProperty('page_load_tls_ms')
  expect(timings).not.toHaveProperty('page_load_render_ms')
  expect(timings).not.toHaveProperty('page_load_total_ms')
  expect(timings.page_load_dom_content_loaded_ms).toBe(150)
})

it('counts nothing before the activation of a prerendered page', () => {
  const prerendered = { ...ENTRY, activationStart: 500 } as unknown as PerformanceNavigationTiming
  expect(loadTimings(prerendered)).toMatchObject({
    page_load_ttfb_ms: 0,
    page_load_dom_content_loaded_ms: 0,
    page_load_render_ms: 300,
    page_load_total_ms: 301,
  })
})
