import { type Brief, type Column, SQL_LABEL } from './column.ts'

const place = (brief: Brief): Column => ({
  sql: SQL_LABEL,
  purpose: 'Shows which pages are visited and what happens on them.',
  sensitivity: 'technical',
  scrub: 'text',
  retention: 'row',
  unit: 'none',
  ...brief,
})

const culprit = (brief: Brief): Column => ({
  ...place(brief),
  purpose: 'Names the part of a page that makes it slow or unsteady.',
  ...brief,
  wire: { on: 'vitals', ...brief.wire },
})

const LOAD_STATES = ['loading', 'dom-interactive', 'dom-content-loaded', 'complete']

/** Dimensions of one item: they may filter item figures; session figures only through raw rows (docs/guides/sessions.md). */
export const ITEM_DIMENSIONS = {
  hostname: place({ max_values_per_day: 1_000, label: 'Hostname', description: 'Host of the page.', scrub: 'host' }),
  path: place({
    max_values_per_day: 10_000,
    label: 'Page',
    description: 'Path of the page, without query and fragment unless the owner allows them.',
    scrub: 'path',
  }),
  navigation_type: place({
    label: 'Navigation type',
    description: 'How the page was reached.',
    sensitivity: 'none',
    scrub: 'enumeration',
    wire: {
      on: 'page',
      values: ['navigate', 'reload', 'back-forward', 'back-forward-cache', 'prerender', 'restore', 'soft-navigation'],
    },
  }),
  release: place({
    max_values_per_day: 500,
    label: 'Release',
    description: 'Version of the site, as its owner names it.',
    sensitivity: 'none',
  }),
  event_name: place({
    max_values_per_day: 500,
    label: 'Event',
    description: 'Name of a custom event.',
    purpose: 'Counts what the owner wants to know of, e.g. a purchase.',
  }),
  error_type: place({
    max_values_per_day: 500,
    label: 'Error type',
    description: 'For example TypeError.',
    purpose: 'Shows what breaks, so that it can be mended.',
  }),
  lcp_target: culprit({
    max_values_per_day: 2_000,
    label: 'LCP element',
    description: 'Selector of the LCP element: tag and static classes, never text.',
    scrub: 'selector',
  }),
  lcp_resource_host: culprit({
    max_values_per_day: 500,
    label: 'LCP resource host',
    description: 'Host of the LCP resource.',
    scrub: 'host',
  }),
  lcp_resource_kind: culprit({
    label: 'LCP resource kind',
    description: 'Kind of the LCP resource.',
    scrub: 'enumeration',
    wire: { on: 'vitals', values: ['image', 'video', 'font', 'text', 'other'] },
  }),
  inp_target: culprit({
    max_values_per_day: 2_000,
    label: 'INP element',
    description: 'Selector of the element that was interacted with.',
    scrub: 'selector',
  }),
  inp_interaction_type: culprit({
    label: 'Interaction',
    description: 'Kind of the interaction behind INP.',
    scrub: 'enumeration',
    wire: { on: 'vitals', values: ['pointer', 'keyboard'] },
  }),
  inp_script_host: culprit({
    max_values_per_day: 500,
    label: 'INP script host',
    description: 'Host of the longest script during the interaction.',
    scrub: 'host',
  }),
  inp_script_path: culprit({
    max_values_per_day: 2_000,
    label: 'INP script',
    description: 'Path of the longest script during the interaction.',
    scrub: 'path',
  }),
  inp_load_state: culprit({
    label: 'INP load state',
    description: 'State of the document at the interaction.',
    scrub: 'enumeration',
    wire: { on: 'vitals', values: LOAD_STATES },
  }),
  cls_target: culprit({
    max_values_per_day: 2_000,
    label: 'CLS element',
    description: 'Selector of the element behind the largest shift.',
    scrub: 'selector',
  }),
  cls_load_state: culprit({
    label: 'CLS load state',
    description: 'State of the document at the largest shift.',
    scrub: 'enumeration',
    wire: { on: 'vitals', values: LOAD_STATES },
  }),
} as const
