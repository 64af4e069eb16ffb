import type { ScrubRule } from '@lethe/catalogue'
import { cleanSelector, scrubText } from './light/index.ts'
import { depersonalizePath, depersonalizeText } from './text.ts'

const LANGUAGE = /^[a-z]{2,3}(?![a-z])/i
const HOST = /^[a-z0-9_.:[\]-]{1,253}$/i
const LABEL = /^[\w .+-]{1,64}$/

/** Cleaning of one text by the rule that its column declares; '' for what cannot be kept. Never throws. */
export type Scrub = (text: string) => string

/** One function per rule of the catalogue. `frames` and `props` have shapes of their own and are not in here. */
export const SCRUBS: Readonly<Record<Exclude<ScrubRule, 'frames' | 'props' | 'number'>, Scrub>> = {
  none: (text) => text,
  enumeration: (text) => (LABEL.test(text) ? text : ''),
  language: (text) => LANGUAGE.exec(text)?.[0].toLowerCase() ?? '',
  path: (text) => depersonalizePath(text.split(/[?#]/, 1)[0] ?? ''),
  host: (text) => (HOST.test(text) ? cleanHost(text.toLowerCase()) : ''),
  text: depersonalizeText,
  selector: cleanSelector,
}

/** The address of a machine in somebody's network says nothing of the site. */
function cleanHost(host: string): string {
  return host.startsWith('[') || host.indexOf(':') !== host.lastIndexOf(':') ? '[ip]' : scrubText(host)
}
