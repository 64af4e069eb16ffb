import { type Environments, type EnvironmentsImage, openEnvironments } from './environments.ts'
import { DEFAULT_ENVIRONMENT } from './parse/read-envelope.ts'
import { openPathCounts, type PathCounts } from './path-counts.ts'
import { openTakenItems, type TakenItems, type TakenItemsImage } from './taken-items.ts'

/** To be raised when `PipelineImage` or what its parts hold changes. */
const IMAGE_FORMAT = 2

/** The whole memory as plain data; `parts` is the memory itself, in the order in which it is taken. */
export interface PipelineImage {
  readonly format: number
  readonly environments: EnvironmentsImage
  readonly taken_items: TakenItemsImage
}

/** What the pipeline remembers of beacons that came before; a successor can take it over. */
export interface PipelineMemory {
  readonly takenItems: TakenItems
  readonly environments: Environments
  readonly pathCounts: PathCounts
  /** What it holds, nothing copied: it must not be used until the parts have been sent. */
  image(): { readonly image: PipelineImage; readonly parts: readonly Uint8Array[] }
  /** Becomes what an image was taken of. Only for one that has not been used. The parts become its memory. */
  load(image: PipelineImage, parts: readonly Uint8Array[]): void
}

/** Opens an empty memory in this process. */
export function openPipelineMemory(options: {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}): PipelineMemory {
  const takenItems = openTakenItems(options)
  const environments = openEnvironments({ now: options.now, always: DEFAULT_ENVIRONMENT })
  const pathCounts = openPathCounts(options)
  return {
    takenItems,
    environments,
    pathCounts,
    image() {
      const parts: Uint8Array[] = []
      const taken_items = takenItems.image(parts)
      pathCounts.image(parts)
      return { image: { format: IMAGE_FORMAT, environments: environments.image(), taken_items }, parts }
    },
    load(image, parts) {
      let at = 0
      environments.load(image.environments)
      const takePart = () => parts[at++] as Uint8Array
      takenItems.load(image.taken_items, takePart)
      pathCounts.load(takePart)
    },
  }
}
