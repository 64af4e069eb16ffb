/** The `count` names closest to what was typed, best first; for error messages that can be acted on. */
export function nearest(typed: string, names: readonly string[], count = 3): readonly string[] {
  const lower = typed.toLowerCase().slice(0, 64)
  return names
    .map((name) => ({ name, cost: name.includes(lower) && lower !== '' ? 0.5 : distance(lower, name) / name.length }))
    .sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name)
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
