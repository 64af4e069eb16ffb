import { isDnt, isGpc } from './context.ts'
import type { Options } from './options.ts'

/** Why nothing may be collected on this page, or null. Automation is sent and marked: the server counts what it filters. */
export function refusal(options: Options, window: Window, isOptedOut: boolean): string | null {
  if (!options.clientKey) return 'no clientKey'
  if (options.enabled === false) return 'not enabled'
  if (isOptedOut) return 'the visitor opted out'
  if (options.honorGPC !== false && isGpc(window.navigator)) return 'Global Privacy Control'
  if (options.honorDNT && isDnt(window.navigator)) return 'Do Not Track'
  if (!/^https?:$/.test(window.location.protocol)) return 'not on the web'
  if (options.filterLocalhost && isLocal(window.location.hostname)) return 'local address'
  return null
}

const isLocal = (hostname: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
