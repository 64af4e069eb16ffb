import { guard } from './guard.ts'
import type { Tracker } from './tracker.ts'

type Command = (...args: unknown[]) => void
type Stub = Command & { q?: Iterable<ArrayLike<unknown>> }

/** Puts the tracker in the place of the page's stubs (`lethe`, and `cronitor` where it is), and replays what they took down. */
export function installCommands(window: Window, tracker: Tracker): void {
  const globals = window as unknown as Record<string, Stub | undefined>
  const command: Stub = guard((name: unknown, ...args: unknown[]) => {
    const run = COMMANDS.includes(name as string) && tracker[name as keyof Tracker]
    if (run) (run as Command)(...args)
  })
  const queued: ArrayLike<unknown>[] = []
  for (const name of ['lethe', 'cronitor']) {
    const stub = globals[name]
    if (!stub && name !== 'lethe') continue
    if (stub?.q) {
      queued.push(...stub.q)
      command.q = stub.q
    }
    globals[name] = command
  }
  for (const args of queued) command(...Array.from(args))
  tracker.start()
}

const COMMANDS = ['config', 'track', 'captureError', 'optOut', 'optIn']
