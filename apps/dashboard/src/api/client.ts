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
export async function callApi<T>(path: string, call: Call = {}): Promise<T> {
  const response = await answered(path, call)
  return (await bodyOf(response)) as T
}

/** The same for an answer that is a file. The browser keeps a large one on the disk. */
export async function callFile(path: string, call: Call): Promise<{ readonly name: string; readonly blob: Blob }> {
  const response = await answered(path, call)
  const [, name = 'export'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
  try {
    return { name, blob: await response.blob() }
  } catch (cause) {
    throw new OfflineError('the answer broke off', { cause })
  }
}

async function answered(path: string, { method = 'GET', body, signal }: Call): Promise<Response> {
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
  if (!response.ok) throw new ApiError(toProblem(response.status, await bodyOf(response)))
  return response
}
