/** How this document was reached, as `web-vitals` names it. */
export function navigationType(window: Window): string {
  const entry = window.performance.getEntriesByType('navigation')[0] as
    | (PerformanceNavigationTiming & { activationStart?: number })
    | undefined
  if ((entry?.activationStart ?? 0) > 0) return 'prerender'
  if ((window.document as { wasDiscarded?: boolean }).wasDiscarded) return 'restore'
  return (entry?.type ?? 'navigate').replace(/_/g, '-')
}
