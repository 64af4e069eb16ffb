import { type Scan, scrubPiece } from '../engine/scan.ts'

const HOST = /^[a-z0-9_.:[\]-]{1,253}$/i
const OUTSIDE = /[^a-z0-9_.:[\]-]+/gi

/** Name of a machine: the address of one in somebody's network says nothing of a site. What is no host name is cut to one. */
export function scrubHost(host: string, scan: Scan): string {
  const bare = HOST.test(host) ? host : scrubPiece(host, '', scan).replace(OUTSIDE, '').slice(0, 253)
  if (isIpv6(bare)) {
    scan.note({ type: 'ip', reason: 'plain', position: scan.position })
    return '[ip]'
  }
  return scrubPiece(bare, '', scan)
}

/** `[2001:db8::7]:443` and `2001:db8::7`, but neither `cdn.example:8443` nor `[ip].example`. */
function isIpv6(host: string): boolean {
  return /^\[[\da-f:.]+\]/i.test(host) || (host.indexOf(':') !== host.lastIndexOf(':') && !host.includes('['))
}
