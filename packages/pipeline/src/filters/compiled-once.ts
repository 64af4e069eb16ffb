import type { InboundFilters } from '@lethe/catalogue'

/** Compiles the filters of a site once: a change of settings is a new object, so it counts from then on. */
export function compiledOnce<Compiled>(
  compile: (filters: InboundFilters) => Compiled,
): (filters: InboundFilters) => Compiled {
  const known = new WeakMap<InboundFilters, { readonly compiled: Compiled }>()
  return (filters) => {
    let found = known.get(filters)
    if (!found) {
      found = { compiled: compile(filters) }
      known.set(filters, found)
    }
    return found.compiled
  }
}
