import { guard } from './guard.ts'

/** Holds back what a page asks for until its first pageview is there to hang it on. */
export interface Gate {
  /** The same function, delayed while the gate is shut; it never throws. */
  behind<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void
  open(): void
}

export function shutGate(report: (fault: unknown) => void): Gate {
  let waiting: (() => void)[] | null = []
  return {
    behind: (run) =>
      guard((...args) => {
        if (waiting) waiting.push(guard(() => run(...args), report))
        else run(...args)
      }, report),
    open() {
      const held = waiting ?? []
      waiting = null
      for (const run of held) run()
    },
  }
}
