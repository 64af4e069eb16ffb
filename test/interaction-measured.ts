/** Resolves when the browser itself has measured a slow interaction; runs in the page. */
export function interactionMeasured(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver(() => resolve())
    observer.observe({ type: 'event', buffered: true, durationThreshold: 200 } as PerformanceObserverInit)
  })
}
