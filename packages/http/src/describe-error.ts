import { AppError } from '@lethe/catalogue'

/** An error as it may be logged: names, codes and stack frames; the text only where it is our own. */
export interface ErrorDescription {
  readonly name: string
  readonly code?: string
  readonly message?: string
  readonly frames: readonly string[]
  readonly cause?: ErrorDescription
}

/** Foreign messages may quote values of visitors (a row, a URL), so they are left out. */
export function describeError(thrown: unknown, depth = 3): ErrorDescription {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: thrown.name,
    ...code,
    ...(thrown instanceof AppError ? { message: thrown.message } : {}),
    frames: frames.slice(0, 20).map((line) => line.trim()),
    ...(thrown.cause !== undefined && depth > 0 ? { cause: describeError(thrown.cause, depth - 1) } : {}),
  }
}
