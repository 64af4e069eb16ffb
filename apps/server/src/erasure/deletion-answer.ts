import type { Deletion } from '@lethe/catalogue'
import type { StoredDeletion } from '@lethe/store/control'

/** A record as the API tells it: without the number of its site. */
export function deletionAnswer({ site_id: _site, ...record }: StoredDeletion): Deletion {
  return { ...record, state: record.finished_at === null ? 'running' : 'done' }
}
