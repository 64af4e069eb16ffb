/**
 * From the body of a collect request to rows of the events store, or an outcome per item. No HTTP, no database client.
 * May import the catalogue, depersonalize, identity and the ports of the stores. Read `steps.ts` first.
 */
export { patternRefusal } from '@lethe/depersonalize'
export type { Beacon, BeaconError, BeaconEvent, BeaconItem, BeaconPage } from './beacon.ts'
export { type CountryLookup, openCountryLookup } from './country-lookup.ts'
export { entryRefusal } from './filters/entries.ts'
export { type RowRule, type RuleColumn, rowRulesOf } from './filters/row-rules.ts'
export { type HourlyCounter, type HourlyRow, openHourlyCounter } from './hourly-counter.ts'
export { type ItemsToday, openItemsToday, type TodayCount } from './items-today.ts'
export { type OutcomeCounter, type OutcomeRow, openOutcomeCounter } from './outcome-counter.ts'
export { parseBeacon } from './parse/parse-beacon.ts'
export type { CollectRequest } from './passage.ts'
export {
  type LearntPath,
  openPathTemplates,
  type PathTemplates,
  type TemplatedPath,
} from './path-templates.ts'
export { type CollectResult, openPipeline, type Pipeline, type PreviewItem } from './pipeline.ts'
export { openPipelineMemory, type PipelineImage, type PipelineMemory } from './pipeline-memory.ts'
export type { PipelinePorts, ScrubKind, SiteSettings } from './ports.ts'
export { openTakenItems, type TakenItems } from './taken-items.ts'
export { type TrialSite, tryText } from './trial.ts'
export { OVERFLOW, openValueLimits, type ValueLimits, type ValueState } from './value-limits.ts'
