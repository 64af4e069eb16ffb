import { ApiError, OfflineError, toProblem } from './errors.ts'

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** One request to the HTTP API; throws `ApiError` or `OfflineError`. */
export async function callApi<T>(path: string, { method = 'GET', body, signal }: Call = {}): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new OfflineError('no answer', { cause })
  }
  const answer = await bodyOf(response)
  if (!response.ok) throw new ApiError(toProblem(response.status, answer))
  return answer as T
}
