import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  METRIC_NAMES,
  METRICS,
  type MetricName,
} from '@lethe/catalogue'
import { invalid } from './invalid.ts'
import { nearest } from './nearest.ts'

/** A catalogue name together with the (possibly legacy) name the caller used, under which the answer is given. */
export interface Named<Name extends string> {
  readonly name: Name
  readonly as: string
}

type Catalogue<Name extends string> = Readonly<Record<Name, { readonly legacy_name?: string }>>

function nameMap<Name extends string>(names: readonly Name[], entries: Catalogue<Name>): ReadonlyMap<string, Name> {
  const legacy = names.flatMap((name): [string, Name][] => {
    const old = entries[name].legacy_name
    return old === undefined ? [] : [[old, name]]
  })
  return new Map([...legacy, ...names.map((name): [string, Name] => [name, name])])
}

const METRIC_BY_NAME = nameMap(METRIC_NAMES, METRICS)
const DIMENSION_BY_NAME = nameMap(DIMENSION_NAMES, DIMENSIONS)

function find<Name extends string>(map: ReadonlyMap<string, Name>, what: string, { typed, path }: Asked): Named<Name> {
  const name = map.get(typed)
  if (name !== undefined) return { name, as: typed }
  const close = nearest(typed, [...map.keys()])
  const got = typed.slice(0, 64)
  throw invalid(`Unknown ${what} "${got}".`, { path, expected: `a ${what}, e.g. ${close.join(', ')}`, got })
}

export interface Asked {
  readonly typed: string
  /** Place in the request, e.g. `aggregate.2`. */
  readonly path: string
}

/** The metric of this name or legacy name, or `invalid_request`. */
export const metricNamed = (asked: Asked): Named<MetricName> => find(METRIC_BY_NAME, 'metric', asked)
/** The dimension of this name or legacy name, or `invalid_request`. */
export const dimensionNamed = (asked: Asked): Named<DimensionName> => find(DIMENSION_BY_NAME, 'dimension', asked)
