import { LIMITS, type ScrubRule } from '@lethe/catalogue'
import type { Scan } from '../engine/scan.ts'
import { cleanSelector } from '../light/index.ts'
import { bounded } from './bounded.ts'
import { scrubHost } from './host.ts'
import { scrubProse } from './prose.ts'
import { scrubResource } from './resource.ts'

const LANGUAGE = /^[a-z]{2,3}(?![a-z])/i
const HOST = /^[a-z0-9_.:[\]-]{1,253}$/i
const LABEL = /^[\w .+-]{1,64}$/

type Clean = (text: string, scan: Scan) => string

/** One function per rule of the catalogue; '' for what cannot be kept. `frames` and `props` have shapes of their own. */
const CLEAN: Readonly<Record<Exclude<ScrubRule, 'frames' | 'props' | 'number'>, Clean>> = {
  none: (text) => text,
  enumeration: (text) => (LABEL.test(text) ? text : ''),
  language: (text) => LANGUAGE.exec(text)?.[0].toLowerCase() ?? '',
  path: (text, scan) => bounded(scrubResource(text, scan), LIMITS.url_chars),
  host: (text, scan) => (HOST.test(text) ? scrubHost(text, scan).toLowerCase() : ''),
  text: (text, scan) => bounded(scrubProse(text, '', scan), LIMITS.string_chars),
  selector: cleanSelector,
}

export const scrubColumn = (rule: keyof typeof CLEAN): Clean => CLEAN[rule]
