import { LIMITS } from '@lethe/catalogue'
import type { Scan } from '../engine/scan.ts'
import { bounded } from './bounded.ts'
import { scrubPath } from './path.ts'
import { scrubFragment, scrubQuery } from './query.ts'

/** Path of a page with what is allowed of its query and fragment behind it. */
export function scrubPagePath(path: string, scan: Scan): string {
  const end = path.search(/[?#]/)
  if (end < 0) return bounded(scrubPath(path, scan), LIMITS.url_chars)
  const hash = path.indexOf('#', end)
  const query = path.slice(end, hash < 0 ? undefined : hash)
  const fragment = hash < 0 ? '' : path.slice(hash)
  return bounded(
    scrubPath(path.slice(0, end), scan) +
      (query && scrubQuery(query, { ...scan, position: 'query' })) +
      (fragment && scrubFragment(fragment, { ...scan, position: 'fragment' })),
    LIMITS.url_chars,
  )
}
