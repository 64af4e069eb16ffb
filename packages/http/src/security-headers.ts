/** Which part of the server answers: each has its own content policy. */
export type Area = 'dashboard' | 'demo' | 'api'

const SHARED = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  'x-frame-options': 'DENY',
} as const

// Inline styles are allowed because Radix puts its scroll lock into a style element.
const DASHBOARD = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
]
// The demo's pages are static files of ours with inline scripts and deliberate faults; they hold no secret.
const DEMO = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
]
const EVERYWHERE = ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"]

const POLICIES: Readonly<Record<Area, { csp: string; referrer: string }>> = {
  dashboard: { csp: [...DASHBOARD, ...EVERYWHERE].join('; '), referrer: 'same-origin' },
  demo: { csp: [...DEMO, ...EVERYWHERE].join('; '), referrer: 'strict-origin-when-cross-origin' },
  api: { csp: "default-src 'none'; frame-ancestors 'none'", referrer: 'no-referrer' },
}

/** Response headers of an area: content policy, no framing, no sniffing, no referrer to others. */
export function securityHeaders(area: Area): Readonly<Record<string, string>> {
  const { csp, referrer } = POLICIES[area]
  return { ...SHARED, 'content-security-policy': csp, 'referrer-policy': referrer }
}
