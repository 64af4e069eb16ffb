/**
 * The part of depersonalisation that is small enough for a browser: allow-lists, selectors and the plainest detectors.
 * Imports the catalogue's limits only; tracker, relay and server run the same code. Read `url.ts` first.
 */
export { type CleanUrl, cleanReferrer, cleanUrl, type UrlRules, type UtmName } from './url.ts'
