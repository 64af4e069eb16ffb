/** Readings of an output: undone percent-encoding, wide forms and base64, so that a secret in disguise is still found. */
export function viewsOf(output: string): readonly string[] {
  const views = new Set<string>()
  let level = new Set([output, output.replaceAll('+', ' ')])
  for (let depth = 0; depth < 5 && level.size > 0; depth++) {
    for (const text of level) views.add(text)
    const next = [...level].flatMap((text) => [unescaped(text), text.normalize('NFKC')])
    level = new Set(next.filter((text) => !views.has(text)))
  }
  for (const text of [...views])
    for (const plain of decodedRuns(text)) views.add(plain).add(unescaped(plain)).add(plain.replaceAll('\\"', '"'))
  return [...views]
}

const unescaped = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))

/** What base64 runs say where they say something readable; a word glued to the front moves the run by up to three signs. */
function decodedRuns(text: string): string[] {
  const runs = text.match(/[A-Za-z\d+/_-]{8,}={0,2}/g) ?? []
  return [...new Set(runs.flatMap((run) => [0, 1, 2, 3].map((at) => run.slice(at))))]
    .map((run) => Buffer.from(run, 'base64').toString('utf8'))
    .map((plain) => (plain.match(/[^\p{C}\ufffd]{3,}/gu) ?? []).join('\n'))
    .filter((plain) => plain !== '')
}
