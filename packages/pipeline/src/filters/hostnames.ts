/** One spelling per host: lower case, punycode, no dot at the end. Null for what is no host. */
export function parseHostname(written: string): string | null {
  if (written === '' || /[\s/?#@%*\\]/.test(written) || hasPort(written)) return null
  try {
    return new URL(`http://${written}`).hostname.replace(/\.$/, '') || null
  } catch {
    return null
  }
}

const hasPort = (written: string): boolean => written.replace(/^\[[^\]]*\]/, '').includes(':')

/** Whether a host is one of these or below one. Takes spellings of `parseHostname`. */
export function isWithin(domains: ReadonlySet<string>, hostname: string): boolean {
  for (let rest = hostname; ; rest = rest.slice(rest.indexOf('.') + 1)) {
    if (domains.has(rest)) return true
    if (!rest.includes('.')) return false
  }
}
