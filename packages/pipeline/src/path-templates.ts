import { LEARN_PATHS_LIMIT, type ScrubSettings } from '@lethe/catalogue'
import { isKeptPath } from '@lethe/depersonalize'
import type { PathCounts, PathPosition } from './path-counts.ts'

/** Of one site; where there are so many, nothing more is learnt. */
const MAX_TEMPLATES = 200
/** Segments of a path that are learnt from. */
const MAX_DEPTH = 10
const STAR = '*'

/** A path position that is collapsed, or that its owner has said must not be. */
export interface LearntPath {
  readonly site_id: number
  /** E.g. `/users/*`; the last segment is the one that was learnt. */
  readonly template: string
  /** Epoch ms. */
  readonly learnt_at: number
  /** Different values that were seen before, the one that was too many included. */
  readonly child_count: number
  /** It stays as it is and is not learnt again. */
  readonly is_kept: boolean
}

/** What of a site decides whether, and where, its paths are learnt. */
export interface LearningSite {
  readonly id: number
  readonly learn_paths?: boolean
  readonly learn_paths_limit?: number
  readonly scrub_settings?: Pick<ScrubSettings, 'keep_paths'>
}

/** A path as it is stored, and the learnt templates that made it so. */
export interface TemplatedPath {
  readonly path: string
  readonly templates: readonly string[]
}

/** Learnt path templates of all sites. */
export interface PathTemplates {
  /** Puts `*` where a position is learnt, and learns from the path. */
  apply(site: LearningSite, path: string): TemplatedPath
  /** What `apply` would answer now; learns nothing. */
  preview(site: LearningSite, path: string): TemplatedPath
  /** Takes over what was learnt before, or what its owner has decided of it. */
  put(learnt: LearntPath): void
  /** As if it had never been learnt. */
  forget(siteId: number, template: string): void
  forgetSite(siteId: number): void
}

/** What is learnt is told to `onLearnt`; what that makes needless is told to `onNeedless`. */
export interface PathTemplatesOptions {
  readonly counts: PathCounts
  readonly now: () => number
  readonly onLearnt?: (learnt: LearntPath) => void
  readonly onNeedless?: (needless: LearntPath) => void
}

/** Opens an empty table. */
export function openPathTemplates(options: PathTemplatesOptions): PathTemplates {
  const { counts, now } = options
  const sites = new Map<number, Map<string, LearntPath>>()
  const tableOf = (siteId: number) => sites.get(siteId) ?? new Map<string, LearntPath>()
  const put = (learnt: LearntPath) => {
    sites.set(learnt.site_id, tableOf(learnt.site_id).set(learnt.template, learnt))
    counts.forget(positionOf(learnt))
  }

  const learn = (position: PathPosition, template: string) => {
    const { site_id } = position
    // What was learnt of single values has no paths any more.
    for (const one of tableOf(site_id).values()) {
      if (one.is_kept || !one.template.startsWith(`${position.prefix}/`)) continue
      tableOf(site_id).delete(one.template)
      options.onNeedless?.(one)
    }
    const learnt = { site_id, template, learnt_at: now(), child_count: counts.countAt(position) + 1, is_kept: false }
    put(learnt)
    options.onLearnt?.(learnt)
  }

  /** Whether a value is written as `*`. */
  const isCollapsed = (position: PathPosition, value: string, { limit, isLearning }: Manner): boolean => {
    const template = `${position.prefix}/${STAR}`
    const table = tableOf(position.site_id)
    const known = table.get(template)
    if (known) return !known.is_kept
    if (table.size >= MAX_TEMPLATES) return false
    if ((isLearning ? counts.take : counts.hasRoom)(position, value, limit)) return false
    if (isLearning) learn(position, template)
    return true
  }

  const walk = (site: LearningSite, path: string, isLearning: boolean): TemplatedPath => {
    const [bare = ''] = path.split(/[?#]/, 1)
    if (!site.learn_paths || isKept(bare, site)) return { path, templates: [] }
    const manner = { limit: site.learn_paths_limit ?? LEARN_PATHS_LIMIT.default, isLearning }
    const templates: string[] = []
    const [root = '', first = '', ...segments] = bare.split('/')
    let prefix = segments.length === 0 ? bare : `${root}/${first}`
    for (const [at, segment] of segments.entries()) {
      const isStar = segment !== '' && at < MAX_DEPTH && isCollapsed({ site_id: site.id, prefix }, segment, manner)
      prefix += `/${isStar ? STAR : segment}`
      if (isStar) templates.push(prefix)
    }
    return { path: prefix + path.slice(bare.length), templates }
  }

  return {
    apply: (site, path) => walk(site, path, true),
    preview: (site, path) => walk(site, path, false),
    put,
    forget: (siteId, template) => void sites.get(siteId)?.delete(template),
    forgetSite(siteId) {
      sites.delete(siteId)
      counts.forgetSite(siteId)
    },
  }
}

interface Manner {
  readonly limit: number
  readonly isLearning: boolean
}

const isKept = (path: string, site: LearningSite) => isKeptPath(path, site.scrub_settings?.keep_paths ?? [])

const positionOf = ({ site_id, template }: LearntPath): PathPosition => ({ site_id, prefix: template.slice(0, -2) })
