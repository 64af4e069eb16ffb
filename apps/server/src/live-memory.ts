import { openPipelineMemory, type PipelineImage, type PipelineMemory } from '@lethe/pipeline'
import { type EphemeralStore, type MemoryEphemeral, openMemoryEphemeral } from '@lethe/store/ephemeral'
import type { MemoryImage } from '@lethe/takeover'

type SessionsImage = ReturnType<MemoryEphemeral['image']>['image']

/** Live memory as plain data; its parts are those of the sessions, then those of the pipeline. */
export interface LiveImage {
  readonly lost_at: number
  /** Null when sessions are kept outside of the process. */
  readonly sessions: { readonly image: SessionsImage; readonly part_count: number } | null
  readonly pipeline: PipelineImage
}

/** What a server knows and writes nowhere. It outlives the server's stores, so that a successor can take it over. */
export interface LiveMemory {
  readonly ephemeral: EphemeralStore
  readonly pipeline: PipelineMemory
  /** When what came before was forgotten: the start of the first of the processes that handed it on. Epoch ms. */
  readonly lost_at: number
  /** Names what `image` gives; equal, or no takeover. */
  readonly format: string
  /** All of it, nothing copied: it must not be used until it has been sent. */
  image(): MemoryImage<LiveImage>
  /** Becomes what an image was taken of. Only for one that has not been used. */
  load(image: MemoryImage<LiveImage>): void
  /** How much is held; null when sessions are kept outside of the process. */
  counts(): { readonly sessions: number; readonly sites: number } | null
  /** Forgets it all. */
  close(): Promise<void>
}

interface LiveMemoryOptions {
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /** Where sessions are kept; in this process unless given. */
  readonly ephemeral?: EphemeralStore
}

/** An empty memory. */
export function openLiveMemory(options: LiveMemoryOptions): LiveMemory {
  const here = options.ephemeral ? null : openMemoryEphemeral(options)
  const ephemeral = options.ephemeral ?? (here as MemoryEphemeral)
  const pipeline = openPipelineMemory(options)
  let lost_at = options.now()
  return {
    ephemeral,
    pipeline,
    get lost_at() {
      return lost_at
    },
    format: `${here?.image().image.format ?? 'none'}.${pipeline.image().image.format}`,
    image: () => imageOf({ here, pipeline, lost_at }),
    load({ image, parts }) {
      const count = image.sessions?.part_count ?? 0
      if (here && image.sessions) here.load(image.sessions.image, parts.slice(0, count))
      pipeline.load(image.pipeline, parts.slice(count))
      lost_at = image.lost_at
    },
    counts: () => here && countsOf(here),
    close: () => ephemeral.close(),
  }
}

interface Kept {
  readonly here: MemoryEphemeral | null
  readonly pipeline: PipelineMemory
  readonly lost_at: number
}

function imageOf({ here, pipeline, lost_at }: Kept): MemoryImage<LiveImage> {
  const sessions = here?.image()
  const rest = pipeline.image()
  return {
    image: {
      lost_at,
      sessions: sessions ? { image: sessions.image, part_count: sessions.parts.length } : null,
      pipeline: rest.image,
    },
    parts: [...(sessions?.parts ?? []), ...rest.parts],
  }
}

/** A scope is a site and one of its environments: `LENGTH:SITE...`. */
function countsOf(here: MemoryEphemeral): { sessions: number; sites: number } {
  const live = here.image().image.scopes.map(([name, current, previous]) => {
    const [length = '', rest = ''] = name.split(':', 2)
    return { site: rest.slice(0, Number(length)), sessions: current.session_count + (previous?.session_count ?? 0) }
  })
  return {
    sessions: live.reduce((total, { sessions }) => total + sessions, 0),
    sites: new Set(live.filter(({ sessions }) => sessions > 0).map(({ site }) => site)).size,
  }
}
