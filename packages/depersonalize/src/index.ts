/**
 * Depersonalisation on relay and server (privacy: "Depersonalisation"). May import the catalogue; the part for browsers is
 * `light/`, which everything here builds on. Read `text.ts` first. The full detectors are not here yet.
 */
export { errorTemplate } from './error-template.ts'
export { errorFingerprint } from './fingerprint.ts'
export { cleanFrames, type ErrorPlace } from './frames.ts'
export { type CleanUrl, cleanReferrer, cleanUrl, isOwnHostname, type UrlRules } from './light/index.ts'
export { depersonalizeProps } from './props.ts'
export { SCRUBS, type Scrub } from './scrub-rules.ts'
export { depersonalizePath, depersonalizeText } from './text.ts'
