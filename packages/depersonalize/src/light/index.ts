/**
 * The part of depersonalisation that is small enough for a browser: allow-lists, selectors and the plainest detectors.
 * Imports the catalogue's limits only; tracker, relay and server run the same code. Read `url.ts` first.
 */
export { scrubText } from './scrub-text.ts'
export { cleanSelector, type ElementLike, isStaticClass, selectorOf } from './selector.ts'
export { type CleanUrl, cleanReferrer, cleanUrl, isOwnHostname, type UrlRules, type UtmName } from './url.ts'
