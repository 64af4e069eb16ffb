import { AppError } from '@lethe/catalogue'

/** Reads that may wait for a free connection; more than that is `overloaded`. */
const MAX_WAITING = 64

export interface ReadPool<Connection> {
  /** Runs one read on a connection of its own. */
  run<Result>(read: (connection: Connection) => Promise<Result>): Promise<Result>
}

/** At most as many reads at a time as there are connections; the rest waits in order. */
export function openReadPool<Connection>(
  connections: readonly Connection[],
  maxWaiting = MAX_WAITING,
): ReadPool<Connection> {
  const idle = [...connections]
  const waiting: ((connection: Connection) => void)[] = []

  const take = async (): Promise<Connection> => {
    const connection = idle.pop()
    if (connection !== undefined) return connection
    if (waiting.length >= maxWaiting) throw new AppError('overloaded', 'Too many queries are waiting.')
    return new Promise((resolve) => waiting.push(resolve))
  }
  const giveBack = (connection: Connection) => {
    const next = waiting.shift()
    if (next) next(connection)
    else idle.push(connection)
  }

  return {
    async run(read) {
      const connection = await take()
      try {
        return await read(connection)
      } finally {
        giveBack(connection)
      }
    },
  }
}
