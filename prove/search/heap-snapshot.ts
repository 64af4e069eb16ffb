/** V8's heap snapshot as JSON: flat arrays, described by `meta`. */
export interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly (readonly string[] | string)[]
      readonly node_types: readonly (readonly string[] | string)[]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

/** A string that is reachable, and who holds it: names of the edges from the root. */
export interface HeldString {
  readonly text: string
  readonly path: string
}

/**
 * Strings of the heap that a chain of strong references leads to, tested by `isWanted`, each with the shortest chain. What only weak
 * references hold is left out: the collector takes it. V8 writes the first 1,024 characters of a string.
 */
export function reachableStrings(heap: HeapSnapshot, isWanted: (text: string) => boolean): HeldString[] {
  const graph = new Graph(heap)
  const parents = graph.shortestChains()
  const found: HeldString[] = []
  for (let node = 0; node < graph.size; node++) {
    if (parents[node] === -1 || !graph.isString(node)) continue
    const text = graph.name(node)
    if (isWanted(text)) found.push({ text, path: graph.pathTo(node, parents) })
  }
  return found
}

class Graph {
  readonly size: number
  readonly #heap: HeapSnapshot
  readonly #node: { width: number; type: number; name: number; edges: number }
  readonly #edge: { width: number; type: number; name: number; to: number }
  readonly #edgeTypes: readonly string[]
  readonly #stringTypes: ReadonlySet<number>
  readonly #firstEdge: Uint32Array

  constructor(heap: HeapSnapshot) {
    const { node_fields, edge_fields, edge_types, node_types } = heap.snapshot.meta
    const nodeTypes = node_types[0] as readonly string[]
    this.#heap = heap
    this.#node = {
      width: node_fields.length,
      type: node_fields.indexOf('type'),
      name: node_fields.indexOf('name'),
      edges: node_fields.indexOf('edge_count'),
    }
    this.#edge = {
      width: edge_fields.length,
      type: edge_fields.indexOf('type'),
      name: edge_fields.indexOf('name_or_index'),
      to: edge_fields.indexOf('to_node'),
    }
    this.#edgeTypes = edge_types[0] as readonly string[]
    const named = ['string', 'concatenated string', 'sliced string'].map((type) => nodeTypes.indexOf(type))
    this.#stringTypes = new Set(named)
    this.size = heap.nodes.length / this.#node.width
    this.#firstEdge = new Uint32Array(this.size + 1)
    for (let node = 0; node < this.size; node++) {
      const count = heap.nodes[node * this.#node.width + this.#node.edges] as number
      this.#firstEdge[node + 1] = (this.#firstEdge[node] as number) + count
    }
  }

  isString(node: number): boolean {
    return this.#stringTypes.has(this.#heap.nodes[node * this.#node.width + this.#node.type] as number)
  }

  name(node: number): string {
    return this.#heap.strings[this.#heap.nodes[node * this.#node.width + this.#node.name] as number] ?? ''
  }

  /** For each node the edge by which breadth-first search from the root came to it; -1 when it did not, -2 for the root. */
  shortestChains(): Int32Array {
    const came = new Int32Array(this.size).fill(-1)
    const queue = new Uint32Array(this.size)
    let end = 1
    came[0] = -2
    for (let start = 0; start < end; start++) {
      const node = queue[start] as number
      for (let edge = this.#firstEdge[node] as number; edge < (this.#firstEdge[node + 1] as number); edge++) {
        const to = this.#target(edge)
        if (came[to] !== -1 || this.#typeOf(edge) === 'weak') continue
        came[to] = edge
        queue[end++] = to
      }
    }
    return came
  }

  pathTo(node: number, came: Int32Array): string {
    const steps: string[] = []
    for (let at = node; (came[at] as number) >= 0; ) {
      const edge = came[at] as number
      steps.unshift(this.#nameOf(edge))
      at = this.#ownerOf(edge)
    }
    return steps.join(' > ')
  }

  #target(edge: number): number {
    return (this.#heap.edges[edge * this.#edge.width + this.#edge.to] as number) / this.#node.width
  }

  #typeOf(edge: number): string {
    return this.#edgeTypes[this.#heap.edges[edge * this.#edge.width + this.#edge.type] as number] ?? ''
  }

  #nameOf(edge: number): string {
    const name = this.#heap.edges[edge * this.#edge.width + this.#edge.name] as number
    const type = this.#typeOf(edge)
    return type === 'element' || type === 'hidden' ? `[${name}]` : (this.#heap.strings[name] ?? '').slice(0, 60)
  }

  /** The last node whose edges begin at or before this one. */
  #ownerOf(edge: number): number {
    let low = 0
    let high = this.size - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#firstEdge[middle] as number) <= edge) low = middle
      else high = middle - 1
    }
    return low
  }
}
