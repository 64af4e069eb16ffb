import { readFileSync } from 'node:fs'
import { AppError } from '@lethe/catalogue'

/**
 * The embedded engine (26.7) is built for x86-64-v3 and dies of an illegal instruction on anything older.
 * https://github.com/ClickHouse/ClickHouse/pull/105019
 */
const NEEDED_FLAGS = ['avx2', 'bmi1', 'bmi2', 'fma', 'movbe']

/** Instruction sets that the engine needs and `/proc/cpuinfo` does not list; empty when it lists no flags at all. */
export function missingCpuFlags(cpuinfo: string): string[] {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.trim().split(/\s+/)
  return flags ? NEEDED_FLAGS.filter((flag) => !flags.includes(flag)) : []
}

/** Throws `config_invalid` where the embedded engine could not run; must come before the engine's library is loaded. */
export function assertCpu(): void {
  const platform = `${process.platform}-${process.arch}`
  if (!['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(platform)) {
    throw unsupported(`there is no build for ${platform}`)
  }
  if (platform !== 'linux-x64') return
  const missing = missingCpuFlags(readCpuinfo())
  if (missing.length > 0) throw unsupported(`this processor lacks ${missing.join(', ')}`)
}

function readCpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8')
  } catch {
    return ''
  }
}

const unsupported = (why: string) =>
  new AppError(
    'config_invalid',
    `The embedded engine cannot run here: ${why}. Use a machine with AVX2 (2013 or later), or a ClickHouse server as the events store.`,
  )
