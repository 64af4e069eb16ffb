/**
 * Depersonalisation on relay and server (privacy: "Depersonalisation"). May import the catalogue; the part for browsers is
 * `light/`. Read `depersonalizer.ts` first (what is cleaned how), then `engine/scrub-text.ts` (how anything is found).
 */
export { type CleanMemory, type CleanMemoryOptions, openCleanMemory } from './clean-memory.ts'
export {
  type Address,
  type Depersonalizer,
  type DepersonalizerOptions,
  type ErrorReport,
  type NoteScrub,
  openDepersonalizer,
  type TextRule,
} from './depersonalizer.ts'
export { DETECTORS } from './detectors.ts'
export type { Detector, Finding } from './engine/detector.ts'
export type { Hint } from './engine/hint.ts'
export type { ScrubNote } from './engine/scan.ts'
export { errorFingerprint } from './fingerprint.ts'
export { type CleanUrl, cleanReferrer, cleanUrl, isOwnHostname, type UrlRules } from './light/index.ts'
export { patternRefusal } from './own-pattern.ts'
export {
  isDefaultScrubbing,
  isKeptPath,
  openSiteDepersonalizer,
  openSiteDepersonalizers,
  type SiteDepersonalizerOptions,
} from './site-depersonalizer.ts'
