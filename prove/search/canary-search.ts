import { ByteSearch, summarise } from './byte-search.ts'
import { type Canary, type Needle, needlesOf } from './forms.ts'
import { type HeapSnapshot, reachableStrings } from './heap-snapshot.ts'

export const PLANTED = 'planted'

/** What a search found, the planted canary apart. */
export interface Finding {
  readonly canaries: number
  readonly places: number
  readonly byKind: Readonly<Record<string, number>>
  readonly byForm: Readonly<Record<string, number>>
  /** Whether the canary was found that the proof planted itself. */
  readonly isPlantFound: boolean
  /** For objects in memory: by which chains of references they are held. */
  readonly heldBy: readonly string[]
}

/** A search for all canaries, whatever is looked through. */
export class CanarySearch {
  readonly #search: ByteSearch

  constructor(canaries: readonly Canary[], forms: (needle: Needle) => boolean = () => true) {
    this.#search = new ByteSearch(canaries.flatMap(needlesOf).filter(forms))
  }

  async inBytes(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Finding> {
    return findingOf(await this.#search.countIn(chunks), [])
  }

  /** Strings among reachable objects; of each the way by which it is held. */
  async inHeap(heap: HeapSnapshot): Promise<Finding> {
    const anywhere = await this.#search.countIn(chunksOf(heap.strings))
    const spellings = [...anywhere.keys()].map((needle) => ({ needle, text: needle.bytes.toString('latin1') }))
    const suspects = new Map<string, Needle[]>()
    for (const string of spellings.length > 0 ? heap.strings : []) {
      const held = spellings.filter(({ text }) => string.includes(text)).map(({ needle }) => needle)
      if (held.length > 0) suspects.set(string, held)
    }
    const counts = new Map<Needle, number>()
    const ways = new Set<string>()
    for (const { text, path } of reachableStrings(heap, (text) => suspects.has(text))) {
      for (const needle of suspects.get(text) ?? []) {
        counts.set(needle, (counts.get(needle) ?? 0) + 1)
        if (needle.kind !== PLANTED) ways.add(path)
      }
    }
    return findingOf(counts, [...ways])
  }
}

function* chunksOf(strings: readonly string[]): Generator<Buffer> {
  for (let at = 0; at < strings.length; at += 10_000) yield Buffer.from(strings.slice(at, at + 10_000).join('\n'))
}

function findingOf(counts: ReadonlyMap<Needle, number>, heldBy: readonly string[]): Finding {
  const isPlanted = (needle: Needle) => needle.kind === PLANTED
  const others = new Map([...counts].filter(([needle]) => !isPlanted(needle)))
  return { ...summarise(others), heldBy, isPlantFound: [...counts.keys()].some(isPlanted) }
}
