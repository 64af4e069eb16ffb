import { AppError } from '@lethe/catalogue'
import { openPathTemplates, type PathTemplates } from '@lethe/pipeline'
import type { ControlStore, StoredPathTemplate } from '@lethe/store/control'
import type { LiveMemory } from './live-memory.ts'

export interface LearntPathsOptions {
  readonly control: Pick<ControlStore, 'pathTemplates'>
  readonly memory: { readonly pipeline: Pick<LiveMemory['pipeline'], 'pathCounts'> }
  readonly now: () => number
}

/** What is learnt of the paths of sites: known in memory, kept in the control store, so that collapsing never begins anew. */
export interface LearntPaths extends Pick<PathTemplates, 'apply' | 'preview'> {
  /** The newest first. */
  list(siteId: number): Promise<StoredPathTemplate[]>
  /** Nothing is collapsed there from now on; nor is it learnt again, unless it may return. Throws `not_found`. */
  forget(siteId: number, template: string, options: { readonly may_return: boolean }): Promise<void>
  forgetSite(siteId: number): Promise<void>
  /** Writes what has been learnt since; what could not be written is tried again next time, and the error is thrown. */
  flush(): Promise<void>
}

export async function openLearntPaths({ control, memory, now }: LearntPathsOptions): Promise<LearntPaths> {
  const store = control.pathTemplates
  const changes: (() => Promise<unknown>)[] = []
  const templates = openPathTemplates({
    counts: memory.pipeline.pathCounts,
    now,
    onLearnt: (learnt) => changes.push(() => store.put(learnt)),
    onNeedless: ({ site_id, template }) => changes.push(() => store.delete(site_id, template)),
  })
  for (const known of await store.all()) templates.put(known)

  const write = async () => {
    for (let change = changes[0]; change; change = changes[0]) {
      await change()
      changes.shift()
    }
  }
  let writing: Promise<void> = Promise.resolve()
  const flush = () => {
    writing = writing.catch(() => undefined).then(write)
    return writing
  }

  return {
    apply: templates.apply,
    preview: templates.preview,
    flush,
    async list(siteId) {
      await flush()
      return store.list(siteId)
    },
    async forget(siteId, template, { may_return }) {
      await flush()
      const found = (await store.list(siteId)).find((one) => one.template === template)
      if (!found) throw new AppError('not_found', 'There is no such learnt path.')
      if (may_return) await store.delete(siteId, template)
      else await store.put({ ...found, is_kept: true })
      templates.forget(siteId, template)
      if (!may_return) templates.put({ ...found, is_kept: true })
    },
    async forgetSite(siteId) {
      await flush()
      for (const { template } of await store.list(siteId)) await store.delete(siteId, template)
      templates.forgetSite(siteId)
    },
  }
}
