import { type Brief, type Column, SQL_LABEL } from './column.ts'

const origin = (brief: Brief): Column => ({
  sql: SQL_LABEL,
  purpose: 'Shows where visitors come from and where they enter.',
  sensitivity: 'technical',
  scrub: 'text',
  retention: 'row',
  unit: 'none',
  ...brief,
})

const device = (brief: Brief): Column => ({
  ...origin(brief),
  purpose: 'Shows for which devices and browsers the site must work well.',
  scrub: 'enumeration',
  ...brief,
})

/** Dimensions frozen when a session starts and copied on all its rows, so that session figures may be filtered by them. */
export const SESSION_DIMENSIONS = {
  entry_path: origin({
    max_values_per_day: 10_000,
    label: 'Entry page',
    description: 'Path of the first page of the session.',
    scrub: 'path',
  }),
  source: origin({
    max_values_per_day: 2_000,
    label: 'Source',
    description: 'Where the session came from: a known site by name, a campaign source or a host; empty when direct.',
  }),
  channel: origin({
    label: 'Channel',
    description: 'Kind of source: Direct, Search, Social, AI assistants, Email, Paid, Campaign, Referral.',
    scrub: 'enumeration',
  }),
  referrer: origin({
    max_values_per_day: 10_000,
    label: 'Referrer',
    description: 'Referring page: host and path, without query.',
    scrub: 'path',
  }),
  referrer_hostname: origin({
    max_values_per_day: 5_000,
    label: 'Referrer host',
    description: 'Host of the referring page.',
    scrub: 'host',
  }),
  utm_source: origin({
    max_values_per_day: 1_000,
    label: 'Campaign source',
    description: 'utm_source, or ref, or source.',
  }),
  utm_medium: origin({ max_values_per_day: 200, label: 'Campaign medium', description: 'utm_medium.' }),
  utm_campaign: origin({ max_values_per_day: 2_000, label: 'Campaign', description: 'utm_campaign.' }),
  utm_content: origin({ max_values_per_day: 2_000, label: 'Campaign content', description: 'utm_content.' }),
  utm_term: origin({ max_values_per_day: 5_000, label: 'Campaign term', description: 'utm_term.' }),
  country: origin({
    label: 'Country',
    description: 'Country of the visitor (ISO 3166-1 alpha-2), looked up from the address, which is then dropped.',
    scrub: 'enumeration',
    legacy_name: 'country_code',
  }),
  language: origin({
    max_values_per_day: 200,
    label: 'Language',
    description: 'Primary language of the browser, e.g. de.',
    scrub: 'language',
    wire: { on: 'context', browser_path: 'navigator.language', single_form: 'language' },
  }),
  browser: device({ label: 'Browser', description: 'Browser family.' }),
  browser_major: device({
    sql: 'UInt16 CODEC(ZSTD(1))',
    label: 'Browser version',
    description: 'Major version of the browser; 0 when unknown.',
  }),
  engine: device({ label: 'Engine', description: 'Browser engine: Blink, WebKit or Gecko.' }),
  os: device({ label: 'System', description: 'Operating system family.', legacy_name: 'operating_system' }),
  os_major: device({
    sql: 'UInt16 CODEC(ZSTD(1))',
    label: 'System version',
    description: 'Major version of the operating system; 0 when unknown.',
  }),
  device_type: device({ label: 'Device', description: 'desktop, mobile, tablet, tv or other.' }),
  screen_class: device({
    label: 'Screen',
    description: 'Width class of the window: xs below 576 px, sm below 768, md below 1024, lg below 1440, xl.',
    wire: { on: 'context', values: ['xs', 'sm', 'md', 'lg', 'xl'] },
  }),
  device_class: device({
    label: 'Device class',
    description: 'low, mid or high: memory and cores taken together in the browser; the two are not sent.',
    wire: { on: 'context', values: ['low', 'mid', 'high'] },
  }),
  connection_type: device({
    label: 'Connection',
    description: 'Speed class of the connection as the browser estimates it: slow-2g, 2g, 3g or 4g.',
    wire: {
      on: 'context',
      values: ['slow-2g', '2g', '3g', '4g'],
      browser_path: 'navigator.connection.effectiveType',
      single_form: 'connection_type',
    },
  }),
} as const
