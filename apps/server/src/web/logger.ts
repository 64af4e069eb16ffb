import { type Logger, pino } from 'pino'

/**
 * JSON lines to the standard error output. Requests are never serialised whole: an address, a user agent or a query string
 * that reaches a log call by mistake is cut out by name.
 */
export function openLogger(level: string): Logger {
  const secrets = [
    'ip',
    'address',
    'remoteAddress',
    'user_agent',
    'headers',
    'url',
    'hostname',
    'email',
    'password',
    'token',
  ]
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`)], remove: true },
      serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
