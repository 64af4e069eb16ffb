import { AppError, ERROR_CODES } from '@lethe/catalogue'
import { nearestName } from '@lethe/config'
import type { Command, Terminal } from './command.ts'
import { destroy } from './destroy.ts'
import { restart } from './restart.ts'

const COMMANDS: readonly Command[] = [restart, destroy]
const HELP = ['--help', '-h', 'help']
const VERSION = ['--version', '-v', 'version']

/** Runs what was typed; the exit code, after sysexits where it failed. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await run(argv, terminal)
    return 0
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : unexpected(thrown)
    terminal.complain(error.message)
    return ERROR_CODES[error.code].exit
  }
}

async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<void> {
  if (name === undefined) throw new AppError('invalid_request', helpLines().join('\n'))
  if (VERSION.includes(name)) return terminal.say(terminal.version)
  if (HELP.includes(name)) return helpLines(named(rest[0])).forEach(terminal.say)
  const command = named(name) as Command
  if (rest.some((word) => word === '--help' || word === '-h')) return helpLines(command).forEach(terminal.say)
  await command.run(rest, terminal)
}

/** The command of that name; undefined when none is named. */
function named(name: string | undefined): Command | undefined {
  const command = COMMANDS.find((each) => each.name === name)
  if (command !== undefined || name === undefined) return command
  const names = COMMANDS.map((each) => each.name)
  const nearest = nearestName(name, [...names, 'help', 'version'])
  const advice = nearest === null ? `The commands are ${names.join(', ')}.` : `Did you mean lethe ${nearest}?`
  throw new AppError('invalid_request', `lethe has no command ${name}. ${advice}`)
}

function helpLines(only?: Command): string[] {
  const shown = only ? [only] : COMMANDS
  const width = Math.max(...shown.map(({ usage }) => usage.length))
  return [
    `Usage: lethe ${only ? only.usage : 'COMMAND'}`,
    '',
    ...shown.map(({ usage, doc }) => (only ? doc : `  ${usage.padEnd(width)}  ${doc}`)),
    ...(only ? [] : ['', '  lethe --version prints the version, lethe COMMAND --help more about a command.']),
  ]
}

function unexpected(thrown: unknown): AppError {
  const name = thrown instanceof Error ? thrown.name : 'error'
  return new AppError('internal', `lethe failed: an unexpected ${name}.`, { cause: thrown })
}
