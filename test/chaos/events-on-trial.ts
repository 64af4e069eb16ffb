import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startClickhouseServer } from '../../packages/store/src/events/clickhouse-server.ts'

const MEMORY_BYTES = 1024 ** 3
const SCRIPT = join(import.meta.dirname, 'run-sql.mjs')

/** An events store that can be looked into behind the server's back. */
export interface EventsOnTrial {
  /** Settings of the server that is to use it. */
  readonly env: Readonly<Record<string, string>>
  /** Runs statements; rows of the last one. Of an embedded store only while no server has it open. */
  run<Row>(statements: readonly string[]): Promise<Row[]>
  /** Null where the store lives in the server's process. */
  readonly process: { kill(): Promise<void>; startAgain(): Promise<void> } | null
  close(): Promise<void>
}

/** The engine inside of the server that has this data folder. */
export function embeddedEvents(dataDir: string): EventsOnTrial {
  return {
    env: {},
    run: async <Row>(statements: readonly string[]) => {
      const args = [SCRIPT, join(dataDir, 'events'), ...statements]
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1024 ** 3 })
      return linesOf<Row>(stdout)
    },
    process: null,
    close: async () => undefined,
  }
}

/** A ClickHouse server of its own. */
export async function servedEvents(): Promise<EventsOnTrial> {
  const server = await startClickhouseServer(MEMORY_BYTES)
  const ask = async (body: string) => {
    const answer = await fetch(`${server.url}/?default_format=JSONEachRow`, { method: 'POST', body })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return text
  }
  return {
    env: { LETHE_EVENTS_URL: server.url },
    run: async <Row>(statements: readonly string[]) => {
      let text = ''
      for (const statement of statements) text = await ask(statement)
      return linesOf<Row>(text)
    },
    process: server,
    close: server.stop,
  }
}

const linesOf = <Row>(text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
