/** What a person needs to know after a start. */
export interface StartFacts {
  readonly origin: string
  /** Null when there is an owner. */
  readonly setupToken: string | null
  readonly hasDemo: boolean
}

/** Everything on the first start; later ones only say where the dashboard is. */
export function startLines({ origin, setupToken, hasDemo }: StartFacts): readonly string[] {
  if (setupToken === null) return [`Lethe is running: ${origin}  (Ctrl-C ends it)`]
  return [
    '',
    'Lethe is running.',
    '',
    `  Set up your account   ${origin}/setup?token=${setupToken}`,
    '                        (works once, for 30 minutes; a restart prints a new link)',
    `  Dashboard             ${origin}/`,
    ...(hasDemo ? [`  Demo shop             ${origin}/demo/`] : []),
    '',
    'Ctrl-C ends it.',
    '',
  ]
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
