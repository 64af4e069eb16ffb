import { type Environments, type EnvironmentsImage, openEnvironments } from './environments.ts'
import { DEFAULT_ENVIRONMENT } from './parse/read-envelope.ts'
import { openPathCounts, type PathCounts } from './path-counts.ts'

/** To be raised when `PipelineImage` or what its parts hold changes. */
const IMAGE_FORMAT = 3

/** The whole memory as plain data; `parts` is the memory itself, in the order in which it is taken. */
export interface PipelineImage {
  readonly format: number
  readonly environments: EnvironmentsImage
}

/** What the pipeline remembers of beacons that came before; a successor can take it over. */
export interface PipelineMemory {
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
  const environments = openEnvironments({ now: options.now, always: DEFAULT_ENVIRONMENT })
  const pathCounts = openPathCounts(options)
  return {
    environments,
    pathCounts,
    image() {
      const parts: Uint8Array[] = []
      pathCounts.image(parts)
      return { image: { format: IMAGE_FORMAT, environments: environments.image() }, parts }
    },
    load(image, parts) {
      let at = 0
      environments.load(image.environments)
      pathCounts.load(() => parts[at++] as Uint8Array)
    },
  }
}
