import type { ErrorCode, ErrorDetail } from '@lethe/catalogue'
import { ERROR_CODES } from '@lethe/catalogue'

/** What the API answers instead of a result (RFC 9457). */
export interface Problem {
  readonly code: ErrorCode
  readonly title: string
  readonly detail?: string
  readonly details?: readonly ErrorDetail[]
  readonly request_id?: string
}

/** A refused request. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** The server could not be reached at all. */
export class OfflineError extends Error {}

/** An answer's body as a problem; a proxy's page of text becomes `upstream_unavailable` or `internal`. */
export function toProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && String(body.code) in ERROR_CODES)
    return body as Problem
  const code =
    status === 401 ? 'unauthenticated' : status === 502 || status === 504 ? 'upstream_unavailable' : 'internal'
  return { code, title: ERROR_CODES[code].title }
}

export interface Words {
  readonly title: string
  readonly text: string
  /** True when the same request may well succeed later. */
  readonly is_passing: boolean
}

const ADVICE: Partial<Record<ErrorCode, string>> = {
  forbidden: 'Your account may not do this. Ask the owner of this installation.',
  not_found: 'It may have been deleted, or the address has a typo.',
  query_too_costly: 'Ask for a shorter period or fewer filters.',
  rate_limited: 'Wait a moment, then try again.',
  overloaded: 'The server is busy. It is asked again by itself.',
  store_unavailable: 'The database does not answer. It is asked again by itself.',
  upstream_unavailable: 'A server in between does not reach Lethe. It is asked again by itself.',
  timeout: 'It took too long. Ask for a shorter period.',
  internal: 'The fault is on our side; the server’s log names it under this request.',
}

const PASSING: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'overloaded',
  'store_unavailable',
  'upstream_unavailable',
  'timeout',
])

/** The one place where a failure becomes words for a person. */
export function inWords(error: unknown): Words {
  if (error instanceof OfflineError)
    return {
      title: 'No connection to Lethe',
      text: 'The server does not answer. It is asked again by itself.',
      is_passing: true,
    }
  if (!(error instanceof ApiError))
    return { title: 'Something went wrong', text: 'Reload the page.', is_passing: false }
  const { code, title, detail, details, request_id } = error.problem
  const said = detail ?? ADVICE[code] ?? ''
  const where =
    detail === undefined ? (details ?? []).map(({ path, expected }) => `${path}: ${expected}`).join('; ') : ''
  const id = code === 'internal' && request_id !== undefined ? `Request ${request_id}.` : ''
  const isRefusal = code === 'invalid_request' && detail !== undefined
  const head = isRefusal ? 'This cannot be answered' : title
  return { title: head, text: [said, where, id].filter(Boolean).join(' '), is_passing: PASSING.has(code) }
}

export const isCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof ApiError && error.problem.code === code
