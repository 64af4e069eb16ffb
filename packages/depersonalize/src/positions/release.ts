import type { ScrubType } from '@lethe/catalogue'
import type { Detector } from '../engine/detector.ts'
import type { Scan } from '../engine/scan.ts'
import { scrubProse } from './prose.ts'

/** Hash of a commit or build. */
const COMMIT = /^(?=[\da-f]*[a-f])[\da-f]{7,64}$/
const NOT_IN_RELEASES: ReadonlySet<ScrubType> = new Set<ScrubType>(['number', 'uuid', 'phone', 'geo'])

/** Version of a site: its owner writes it, so numbers, commits and build ids are what they look like. */
export function scrubRelease(release: string, scan: Scan): string {
  const detectors = scan.detectors.filter(({ type }) => !NOT_IN_RELEASES.has(type)).map(withoutCommits)
  return scrubProse(release, '', { ...scan, detectors })
}

function withoutCommits(detector: Detector): Detector {
  if (detector.type !== 'token') return detector
  const find: Detector['find'] = (text, hint, traits) =>
    detector.find(text, hint, traits).filter(({ start, end }) => !COMMIT.test(text.slice(start, end)))
  return { ...detector, find }
}
