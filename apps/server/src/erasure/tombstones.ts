import type { ControlStore, StoredDeletion } from '@lethe/store/control'

/** What was deleted, for whatever still holds rows: buffer, spool, quarantine and retries. */
export interface Tombstones {
  /** Whether the row's site was erased after the row had been accepted (epoch ms): then it must not be written any more. */
  isErased(siteId: number, acceptedAt: number): boolean
  /** Whether the site itself was deleted: nothing of it is to be written, whenever it was accepted. */
  isGone(siteId: number): boolean
}

export interface OpenTombstones extends Tombstones {
  put(deletion: Pick<StoredDeletion, 'site_id' | 'scope' | 'requested_at'>): void
}

/** Every deletion that was ever begun, in memory, so that a row costs no read of the control store. */
export async function openTombstones(control: Pick<ControlStore, 'deletions'>): Promise<OpenTombstones> {
  const cuts = new Map<number, number>()
  const put: OpenTombstones['put'] = ({ site_id, scope, requested_at }) => {
    const cut = scope === 'site' ? Number.POSITIVE_INFINITY : requested_at
    cuts.set(site_id, Math.max(cut, cuts.get(site_id) ?? 0))
  }
  for (const deletion of await control.deletions.list()) put(deletion)
  return {
    put,
    isErased: (siteId, acceptedAt) => acceptedAt <= (cuts.get(siteId) ?? Number.NEGATIVE_INFINITY),
    isGone: (siteId) => cuts.get(siteId) === Number.POSITIVE_INFINITY,
  }
}
