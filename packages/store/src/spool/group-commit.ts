import { openTurns } from './turns.ts'

/** Entries that are written together, and what becomes of them. */
interface Group<Entry> {
  readonly entries: Entry[]
  readonly done: Promise<void>
  resolve(): void
  reject(error: unknown): void
}

/** Work on one thing by many, one after the other. */
export interface GroupCommit<Entry> {
  /** Writes the entry together with all others that come before its turn. */
  append(entry: Entry): Promise<void>
  /** Does other work when no write is under way. */
  inTurn<Result>(act: () => Promise<Result>): Promise<Result>
}

/** While one group is being written the next one gathers, so that a slow disk makes groups larger, not queues longer. */
export function openGroupCommit<Entry>(write: (entries: readonly Entry[]) => Promise<void>): GroupCommit<Entry> {
  let gathering: Group<Entry> | null = null
  const inTurn = openTurns()
  const begin = (): Group<Entry> => {
    const group = newGroup<Entry>()
    void inTurn(() => {
      gathering = null
      return write(group.entries).then(group.resolve, group.reject)
    })
    return group
  }

  return {
    append(entry) {
      gathering ??= begin()
      gathering.entries.push(entry)
      return gathering.done
    },
    inTurn,
  }
}

function newGroup<Entry>(): Group<Entry> {
  let resolve: () => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const done = new Promise<void>((onDone, onFailed) => {
    resolve = onDone
    reject = onFailed
  })
  return { entries: [], done, resolve, reject }
}
