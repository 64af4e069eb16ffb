/** What `main.ts` takes from the outside world. */
export interface Terminal {
  /** The checkout: relative paths in settings start here, as they do for the server. */
  readonly root: string
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Epoch ms. */
  readonly now: () => number
  /** What a person types at the question; null when nobody can be asked. */
  readonly ask: (question: string) => Promise<string | null>
  /** Prints a line of the result. */
  readonly say: (line: string) => void
  /** Prints a line for a person, beside the result. */
  readonly complain: (line: string) => void
}

/** One word behind `lethe`. */
export interface Command {
  readonly name: string
  /** How it is called, without `lethe`. */
  readonly usage: string
  /** What it does, a sentence. */
  readonly doc: string
  /** Throws an `AppError`, which becomes the exit code. */
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<void>
}
