import { generateVisits, type SeedOptions as VisitOptions } from '@lethe/testkit'

export type { SeedOptions as VisitOptions } from '@lethe/testkit'

/** One made-up beacon, as it comes over the wire, and who sends it. */
export interface SentVisit {
  readonly at: number
  readonly ip: string
  readonly user_agent: string
  readonly country: string
  readonly body: string
}

const LOAD = 500

/** Made-up beacons in the order of their times, by the load. */
export function* seedVisits(options: VisitOptions): Generator<readonly SentVisit[]> {
  let load: SentVisit[] = []
  for (const visit of generateVisits(options)) {
    load.push({ ...visit, body: JSON.stringify(visit.body) })
    if (load.length < LOAD) continue
    yield load
    load = []
  }
  if (load.length > 0) yield load
}
