/** What the owner of a site adds to, or takes from, what is looked for. */
export interface ScrubSettings {
  /** Names of properties, query keys and campaign parameters that are dropped with their values, in any case. */
  readonly drop_keys: readonly string[]
  /** The same whose values are looked through only for what is sure. */
  readonly keep_keys: readonly string[]
  /** Paths that look personal and are not; `*` at the end stands for anything: `/artists/*`. Looked through for what is sure. */
  readonly keep_paths: readonly string[]
  /** RE2 patterns; what matches within a path segment, value or text becomes `[custom]`. */
  readonly patterns: readonly string[]
  /** Whether a placeholder stands where something was taken out of addresses, campaigns and properties, or nothing does. */
  readonly replacement: ScrubReplacement
}

/** What may stand in the place of what was taken out, in the words of the form. */
export const SCRUB_REPLACEMENTS = {
  placeholder: 'A placeholder stays, such as [email]',
  remove: 'The whole path segment, key or property is left out',
} as const

/** One of the above. */
export type ScrubReplacement = keyof typeof SCRUB_REPLACEMENTS

/** Settings of a site whose owner has changed none. One object, so that it can be recognised. */
export const DEFAULT_SCRUB_SETTINGS: ScrubSettings = {
  drop_keys: [],
  keep_keys: [],
  keep_paths: [],
  patterns: [],
  replacement: 'placeholder',
}

/** Most that a site may have of each, and their lengths in characters. */
export const SCRUB_SETTINGS_LIMITS = {
  keys: 50,
  key_chars: 64,
  paths: 50,
  path_chars: 200,
  patterns: 20,
  pattern_chars: 200,
} as const
