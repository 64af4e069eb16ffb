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
    '                        (works once, for 30 minutes; every start prints a new one)',
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

/** Ten times at most on one line; each call says how far it is. */
export function printProgress(title: string): (done: number, ratio: number) => void {
  let printed = -1
  return (_done, ratio) => {
    const tenths = Math.floor(ratio * 10)
    if (tenths <= printed) return
    process.stdout.write(printed === -1 ? `${title} ...` : ` ${tenths * 10} %`)
    printed = tenths
  }
}

export function seedLine(result: { pageviews: number; items: number; elapsed_ms: number }): string {
  const seconds = Math.max(result.elapsed_ms, 1) / 1000
  const figures = `${result.pageviews} pageviews, ${result.items} items in ${seconds.toFixed(1)} s`
  return ` done: ${figures} (${Math.round(result.items / seconds)} items/s) in the site "Seeded shop".`
}
