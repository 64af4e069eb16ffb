import type { SendHandle } from 'node:child_process'
import { AppError } from '@lethe/catalogue'

/** What the starter (scripts/start.mjs) tells the servers that it has started. */
export type FromStarter =
  /** To the running one: it will start a successor; this process has a starter. */
  | { readonly type: 'successor_coming' }
  | { readonly type: 'successor_started' }
  | { readonly type: 'build_failed'; readonly text: string }
  /** It has the listening socket, which may be closed now. */
  | { readonly type: 'listener_kept' }
  | { readonly type: 'successor_serves' }
  | { readonly type: 'successor_ended'; readonly code: number | null; readonly signal: string | null }
  /** To the successor: who it is. */
  | { readonly type: 'take_over'; readonly token: string }
  /** With the listening socket: to the successor when it is ready, or back. */
  | { readonly type: 'listener' }

/** What the servers tell it. */
export type ToStarter =
  | { readonly type: 'successor_wanted'; readonly token: string }
  | { readonly type: 'successor_unwanted' }
  | { readonly type: 'listener' }
  | { readonly type: 'listener_wanted' }
  | { readonly type: 'ready' }
  | { readonly type: 'serves' }

/** A message and the socket that came with it. */
export interface Heard {
  readonly message: FromStarter
  readonly handle: unknown
}

/** The channel to the process that has started this one. */
export interface Starter {
  send(message: ToStarter, handle?: unknown): void
  /** The next message of one of these types that nobody has taken. Rejects with `timeout`, or when the signal aborts. */
  next(types: readonly FromStarter['type'][], limits?: { ms?: number; signal?: AbortSignal }): Promise<Heard>
  /** Forgets what has come so far. */
  clear(): void
}

/** What it needs of `process`; `send` is missing where nobody listens. */
export interface Channel {
  send?(message: unknown, handle?: SendHandle): unknown
  on(event: 'message', hear: (message: unknown, handle: unknown) => void): unknown
}

/** Null for a process that was started without a channel. */
export function openStarter(channel: Channel): Starter | null {
  const send = channel.send?.bind(channel)
  if (send === undefined) return null
  let heard: Heard[] = []
  const waiting = new Set<() => void>()
  channel.on('message', (message, handle) => {
    heard.push({ message: message as FromStarter, handle })
    for (const look of waiting) look()
  })
  return {
    send: (message, handle) => void send(message, handle as SendHandle),
    clear: () => {
      heard = []
    },
    next: (types, { ms, signal } = {}) =>
      new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(look)
          clearTimeout(timer)
          signal?.removeEventListener('abort', abort)
        }
        const fail = (error: AppError) => {
          end()
          reject(error)
        }
        const abort = () => fail(new AppError('upstream_unavailable', 'The server is being stopped.'))
        const late = () => fail(new AppError('timeout', `Nothing was heard for ${(ms ?? 0) / 1000} s.`))
        const timer = ms === undefined ? undefined : setTimeout(late, ms)
        const look = () => {
          const found = heard.find(({ message }) => types.includes(message.type))
          if (found === undefined) return
          heard = heard.filter((each) => each !== found)
          end()
          resolve(found)
        }
        if (signal?.aborted) return abort()
        signal?.addEventListener('abort', abort)
        waiting.add(look)
        look()
      }),
  }
}
