/**
 * Makes a function that answers fresh records with all of `names` present, each with the value of `fill`.
 * TRICKY: an object that is filled key by key becomes a hash table in V8 after a dozen keys, ten times slower to build and to
 * copy. A parsed object keeps a fixed shape, and so do its spread copies: filling in what is there already stays cheap.
 */
export function blankRecord<Name extends string, Value>(
  names: readonly Name[],
  fill: (name: Name) => Value,
): () => Record<Name, Value> {
  const blank = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:0`)}}`) as Record<Name, Value>
  for (const name of names) blank[name] = fill(name)
  return () => ({ ...blank })
}
