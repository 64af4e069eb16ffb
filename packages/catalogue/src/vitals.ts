/**
 * The five Web Vitals with the thresholds of web.dev: a value up to and including `good` is good, above `poor` is poor.
 * Source: https://web.dev/articles/defining-core-web-vitals-thresholds
 */
export const VITALS = {
  lcp: {
    label: 'LCP',
    name: 'Largest Contentful Paint',
    description: 'Time until the largest image or text block of the page was painted.',
    column: 'lcp_ms',
    unit: 'ms',
    good: 2500,
    poor: 4000,
    is_core: true,
    source: 'https://web.dev/articles/lcp',
  },
  inp: {
    label: 'INP',
    name: 'Interaction to Next Paint',
    description:
      'The slowest (98th percentile) delay between an interaction and the next paint during the visit of the page.',
    column: 'inp_ms',
    unit: 'ms',
    good: 200,
    poor: 500,
    is_core: true,
    source: 'https://web.dev/articles/inp',
  },
  cls: {
    label: 'CLS',
    name: 'Cumulative Layout Shift',
    description: 'How far visible content moved unexpectedly: the largest burst of layout shift scores.',
    column: 'cls_e4',
    unit: 'score',
    good: 1000,
    poor: 2500,
    is_core: true,
    source: 'https://web.dev/articles/cls',
  },
  fcp: {
    label: 'FCP',
    name: 'First Contentful Paint',
    description: 'Time until the first text or image was painted.',
    column: 'fcp_ms',
    unit: 'ms',
    good: 1800,
    poor: 3000,
    is_core: false,
    source: 'https://web.dev/articles/fcp',
  },
  ttfb: {
    label: 'TTFB',
    name: 'Time to First Byte',
    description: 'Time from the start of the navigation until the first byte of the answer arrived.',
    column: 'ttfb_ms',
    unit: 'ms',
    good: 800,
    poor: 1800,
    is_core: false,
    source: 'https://web.dev/articles/ttfb',
  },
} as const

export type VitalName = keyof typeof VITALS
/** The three ratings of a vital, best first. */
export const RATINGS = ['good', 'needs_improvement', 'poor'] as const
export type Rating = (typeof RATINGS)[number]

/** The rating of a stored value (ms, or CLS times 10,000); both bounds are inclusive at their lower side, as web.dev has it. */
export function rate(vital: VitalName, stored: number): Rating {
  const { good, poor } = VITALS[vital]
  return stored <= good ? 'good' : stored <= poor ? 'needs_improvement' : 'poor'
}
