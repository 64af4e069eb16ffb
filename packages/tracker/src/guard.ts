/** Wraps a function so that a fault of ours never reaches the page. */
export function guard<A extends unknown[]>(run: (...args: A) => void, report: (fault: unknown) => void = () => {}) {
  return (...args: A): void => {
    try {
      run(...args)
    } catch (fault) {
      report(fault)
    }
  }
}
