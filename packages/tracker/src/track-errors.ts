import { scrubText } from '@lethe/depersonalize/light'
import { type ErrorFields, errorFields } from './error-item.ts'
import { openErrorWindow } from './error-window.ts'
import { guard } from './guard.ts'

const WINDOW_MS = 1000

export interface ErrorTracker {
  /** Hooks uncaught errors and rejections. Resources that fail to load do not bubble, and do not count. */
  listen(): void
  capture(source: unknown, overrides?: Readonly<Record<string, unknown>>): void
  /** Adds what is gathered now, because the page goes or changes. */
  report(): void
  /** Another page begins, with a fresh allowance. */
  reset(): void
}

export function openErrorTracker(window: Window, add: (fields: ErrorFields & { count: number }) => void): ErrorTracker {
  const gathered = openErrorWindow()
  const report = guard(() => gathered.take().forEach(add))

  const gather = (fields: ErrorFields): void => {
    if (gathered.add(fields)) window.setTimeout(report, WINDOW_MS)
  }
  return {
    listen() {
      window.addEventListener(
        'error',
        guard((event) => gather(errorFields(event, false))),
      )
      window.addEventListener(
        'unhandledrejection',
        guard((event) => {
          const fields = errorFields({ error: (event as PromiseRejectionEvent).reason }, false)
          gather(
            fields.error_type === 'Error' && !fields.stack ? { ...fields, error_type: 'UnhandledRejection' } : fields,
          )
        }),
      )
    },
    capture(source, overrides = {}) {
      const fields = errorFields(source, true)
      const known = Object.entries(overrides ?? {}).filter(([key]) => OVERRIDABLE.includes(key))
      const clean = known.map(([key, value]) => [key, typeof value === 'string' ? scrubText(value) : value])
      gather({ ...fields, ...Object.fromEntries(clean) })
    },
    report,
    reset: gathered.reset,
  }
}

const OVERRIDABLE = ['error_type', 'message', 'filename', 'line', 'column', 'stack']
