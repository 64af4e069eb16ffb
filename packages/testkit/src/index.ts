/**
 * What tests, benchmarks and `--seed` share: a clock and randomness that can be foreseen, beacons of both wire forms, and a
 * month of invented visits. Imports the catalogue only; no product code but the server's `--seed` imports it.
 * Read `seed/generate-visits.ts` first.
 */
export {
  type BatchBody,
  type BatchItem,
  type BatchPage,
  batchBody,
  singleBody,
  TEST_CLIENT_KEY,
} from './beacon-bodies.ts'
export { type FakeClock, fakeClock } from './fake-clock.ts'
export { generateVisits, type SeedOptions, type SeedVisit } from './seed/generate-visits.ts'
export { type SeededRandom, seededRandom } from './seeded-random.ts'
