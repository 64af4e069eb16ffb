import { AppError, ERROR_CODES } from '@lethe/catalogue'

/** How a start that failed is told: one line with the fix, and an exit code (sysexits). */
export interface Farewell {
  readonly line: string
  readonly code: number
}

export function farewellOf(thrown: unknown, address: { host: string; port: number } | null): Farewell {
  const error = thrown instanceof AppError ? thrown : listenError(thrown, address)
  if (error === null) {
    const name = thrown instanceof Error ? thrown.name : 'error'
    return { line: `Lethe could not start: an unexpected ${name}. Start with --log-level debug for more.`, code: 70 }
  }
  return { line: `Lethe could not start: ${error.message}`, code: ERROR_CODES[error.code].exit }
}

function listenError(thrown: unknown, address: { host: string; port: number } | null): AppError | null {
  if (!(thrown instanceof Error) || !('syscall' in thrown) || address === null) return null
  const { code, syscall } = thrown as NodeJS.ErrnoException
  const place = `${address.host} port ${address.port}`
  if (syscall !== 'listen' && syscall !== 'bind' && syscall !== 'getaddrinfo') return null
  if (code === 'EADDRINUSE') {
    return new AppError(
      'conflict',
      `${place} is taken by another program. Stop it, or choose another port: --port ${address.port + 1}.`,
    )
  }
  if (code === 'EACCES') {
    return new AppError(
      'config_invalid',
      `${place} may not be used by this user. Choose a port above 1023: --port 8787.`,
    )
  }
  return new AppError(
    'config_invalid',
    `${address.host} is no address of this machine. Choose another one: --host 127.0.0.1.`,
  )
}
