import type { ErrorCode } from '@lethe/catalogue'

/** To be raised when messages or their order change. */
export const TAKEOVER_PROTOCOL = 1

/** Name of the socket on which the command line speaks to the server. */
export const CONTROL_SOCKET = 'control.sock'
/** Name of the socket on which the memory changes hands; there during a takeover only. */
export const TAKEOVER_SOCKET = 'takeover.sock'

/** What a process can take over. */
export interface TakeoverForm {
  readonly protocol: number
  /** Of the memory; equal or no takeover. */
  readonly format: string
  /** Of Lethe, to be named to people. */
  readonly version: string
}

/** The first message of a successor. */
export interface SuccessorHello extends TakeoverForm {
  /** Given to it by the process that started both. */
  readonly token: string
}

/** What the running server answers; after `go` it sends its memory as soon as it has closed its stores. */
export type TakeoverAnswer = { readonly type: 'go' } | { readonly type: 'refused'; readonly message: string }

/** What the command line asks for. */
export interface ControlRequest {
  readonly command: 'restart'
}

/** What it is told, in this order: any number of steps, then one of the others. */
export type ControlAnswer =
  | { readonly type: 'step'; readonly text: string }
  | RestartDone
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string }

/** Sessions and sites are null when they are kept outside of the process. */
export interface RestartDone {
  readonly type: 'done'
  readonly version: string
  readonly sessions: number | null
  readonly sites: number | null
  /** From the moment that no process took new connections until the successor did. */
  readonly waited_ms: number
}

/** Why one process cannot take over from another, in words for the operator; null when it can. */
export function refusalOf(mine: TakeoverForm, theirs: TakeoverForm): string | null {
  if (mine.protocol === theirs.protocol && mine.format === theirs.format) return null
  return (
    `Lethe ${theirs.version} (memory format ${theirs.format}, protocol ${theirs.protocol}) cannot take over from ` +
    `Lethe ${mine.version} (memory format ${mine.format}, protocol ${mine.protocol}), which goes on. ` +
    'Stop it and start again; open sessions will split.'
  )
}
