import { openSiteDepersonalizers } from '@lethe/depersonalize'
import { openAddressMemory } from './address-memory.ts'
import { type ItemsToday, openItemsToday } from './items-today.ts'
import { type KeptFacts, openKeptFacts } from './kept-facts.ts'
import { openPipelineMemory } from './pipeline-memory.ts'
import type { PipelinePorts, Tools } from './ports.ts'
import { openTakenItems, type TakenItems } from './taken-items.ts'
import { openUserAgentReader } from './user-agent.ts'
import { openValueLimits } from './value-limits.ts'

/** What the steps work with, and what is remembered from beacon to beacon. */
export interface ToolBox {
  readonly tools: Tools
  /** The same for a preview: looks without moving, taking or learning anything. */
  readonly looking: Tools
  readonly takenItems: TakenItems
  readonly itemsToday: ItemsToday
  readonly keptFacts: KeptFacts
  /** Drops what has expired. */
  sweep(): void
}

export function openTools(ports: PipelinePorts): ToolBox {
  const { environments, pathCounts } = ports.memory ?? openPipelineMemory(ports)
  const takenItems = ports.takenItems ?? openTakenItems({ now: ports.now, key: ports.randomBytes(32) })
  const keptFacts = openKeptFacts(ports)
  const { pathTemplates } = ports
  const itemsToday = ports.itemsToday ?? openItemsToday(ports)
  const valueLimits = ports.valueLimits ?? openValueLimits(ports)
  const tools: Tools = {
    ...ports,
    readUserAgent: openUserAgentReader(ports),
    addresses: openAddressMemory(ports),
    depersonalizerOf: openSiteDepersonalizers({ now: ports.now }),
    takeEnvironment: environments.take,
    takeToday: itemsToday.take,
    takeItem: takenItems.take,
    templatePath: (site, path) => pathTemplates?.apply(site, path).path ?? path,
    admitValue: valueLimits.admit,
    keptFacts,
    isStorable: ports.isStorable ?? (() => true),
    identify: (visit) => ports.identity.identify(visit),
  }
  const looking: Tools = {
    ...tools,
    reserve: () => true,
    grantItems: (_site, want) => want,
    takeToday: itemsToday.look,
    takeEnvironment: environments.hasRoom,
    admitValue: valueLimits.hasRoom,
    takeItem: takenItems.look,
    keptFacts: { of: () => null },
    templatePath: (site, path) => pathTemplates?.preview(site, path).path ?? path,
    // TRICKY: as to somebody new. An account could otherwise ask whether, when and on which page somebody came today whose
    // address and browser it has too: a colleague's, or any at all from behind a trusted proxy.
    identify: (visit) => ports.identity.peek({ ...visit, user_agent: stranger(ports.randomBytes) }),
  }
  return {
    tools,
    looking,
    takenItems,
    itemsToday,
    keptFacts,
    sweep() {
      takenItems.sweep()
      pathCounts.sweep()
      keptFacts.sweep()
    },
  }
}

/** A user agent that nobody has. */
const stranger = (randomBytes: PipelinePorts['randomBytes']): string => Buffer.from(randomBytes(16)).toString('hex')
