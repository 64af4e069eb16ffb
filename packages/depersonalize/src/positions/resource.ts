import type { Scan } from '../engine/scan.ts'
import { templateAssetName } from './asset-name.ts'
import { scrubPath } from './path.ts'

/** Path of a script, style or image: no query and fragment, content hashes as `[hash]`, the rest as any path. */
export function scrubResource(path: string, scan: Scan): string {
  return scrubPath(templateAssetName(path.split(/[?#]/, 1)[0] ?? ''), scan)
}
