import { AppError } from '@lethe/catalogue'
import { CONFIG_KEYS, type Config, type ConfigKey } from './keys.ts'
import { nearestName } from './nearest-name.ts'

interface Written {
  readonly key: ConfigKey
  readonly value: string
  /** Where it was written, in words: `environment LETHE_PORT`. */
  readonly origin: string
}

/**
 * Settings from the command line (`--port 8788` or `--port=8788`), else the environment (`LETHE_PORT`), else the default.
 * Throws `config_invalid`, which names the key, its origin and the expected form; never a secret's value.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Config {
  const written = new Map<string, Written>()
  for (const each of [...readEnv(env), ...readArgv(argv)]) written.set(each.key.name, each)
  return Object.fromEntries(
    CONFIG_KEYS.map((key) => [
      key.name,
      read(written.get(key.name) ?? { key, value: key.fallback, origin: 'default' }),
    ]),
  ) as unknown as Config
}

function readEnv(env: Readonly<Record<string, string | undefined>>): Written[] {
  const names = Object.keys(env).filter((name) => name.startsWith('LETHE_') && env[name] !== undefined)
  return names.map((name) => {
    const key = CONFIG_KEYS.find((each) => each.env === name)
    if (key === undefined)
      throw unknownName({ name, origin: 'environment', names: CONFIG_KEYS.map((each) => each.env) })
    return { key, value: env[name] ?? '', origin: `environment ${name}` }
  })
}

function readArgv(argv: readonly string[]): Written[] {
  const found: Written[] = []
  for (let at = 0; at < argv.length; at++) {
    const [flag = '', ...rest] = (argv[at] ?? '').split('=')
    const key = CONFIG_KEYS.find((each) => each.flag === flag)
    if (key === undefined) {
      throw unknownName({ name: flag, origin: 'command line', names: CONFIG_KEYS.map((each) => each.flag) })
    }
    const value = rest.length > 0 ? rest.join('=') : argv[++at]
    if (value === undefined) throw invalid(key, `command line ${flag}`)
    found.push({ key, value, origin: `command line ${flag}` })
  }
  return found
}

function read({ key, value, origin }: Written): unknown {
  const parsed = key.schema.safeParse(value)
  if (!parsed.success) throw invalid(key, origin)
  return parsed.data
}

const invalid = (key: ConfigKey, origin: string): AppError =>
  new AppError('config_invalid', `${key.name} (${origin}) must be ${key.expected}.`, {
    details: [{ path: key.name, expected: key.expected }],
  })

function unknownName(about: { name: string; origin: string; names: readonly string[] }): AppError {
  const nearest = nearestName(about.name, about.names)
  const advice = nearest === null ? `The names are ${about.names.join(', ')}.` : `Did you mean ${nearest}?`
  return new AppError('config_invalid', `${about.name} (${about.origin}) is not a setting. ${advice}`, {
    details: [{ path: about.name, expected: nearest ?? about.names.join(', ') }],
  })
}
