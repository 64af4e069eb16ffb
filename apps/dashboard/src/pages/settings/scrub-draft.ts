import type { ScrubReplacement, ScrubSettings } from '@lethe/catalogue'
import { ApiError } from '../../api/errors.ts'

/** Settings of depersonalisation as typed: keys separated by commas, paths and patterns one a line. */
export interface ScrubDraft {
  readonly drop_keys: string
  readonly keep_keys: string
  readonly keep_paths: string
  readonly patterns: string
  readonly replacement: ScrubReplacement
}

export const scrubDraftOf = (settings: ScrubSettings): ScrubDraft => ({
  drop_keys: settings.drop_keys.join(', '),
  keep_keys: settings.keep_keys.join(', '),
  keep_paths: settings.keep_paths.join('\n'),
  patterns: settings.patterns.join('\n'),
  replacement: settings.replacement,
})

export const scrubSettingsOf = (draft: ScrubDraft): ScrubSettings => ({
  drop_keys: once(draft.drop_keys.split(/[\s,]+/)),
  keep_keys: once(draft.keep_keys.split(/[\s,]+/)),
  keep_paths: once(draft.keep_paths.split('\n')),
  patterns: once(draft.patterns.split('\n')),
  replacement: draft.replacement,
})

const once = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()).filter(Boolean))]

/** What the server says of one of the typed texts, with the text; null when its refusal is about something else. */
export function refusedText(error: unknown, sent: ScrubSettings): string | null {
  for (const { path, expected } of error instanceof ApiError ? (error.problem.details ?? []) : []) {
    const [, list, at] = /^scrub_settings\.(drop_keys|keep_keys|keep_paths|patterns)\.(\d+)$/.exec(path) ?? []
    const text = list && sent[list as 'patterns'][Number(at)]
    if (text) return `“${text}” cannot be taken. Expected: ${expected}.`
  }
  return null
}
