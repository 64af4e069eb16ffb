import type { Socket } from 'node:net'
import { resolve } from 'node:path'
import { AppError } from '@lethe/catalogue'
import { loadConfig } from '@lethe/config'
import {
  CONTROL_SOCKET,
  type ControlAnswer,
  type ControlRequest,
  connectUnix,
  jsonLines,
  type RestartDone,
  writeLine,
} from '@lethe/takeover'
import type { Command } from './command.ts'

/** `lethe restart`: a fresh server takes the place of the running one, which hands its memory over. */
export const restart: Command = {
  name: 'restart',
  usage: 'restart [--data-dir FOLDER]',
  doc: 'Builds what has changed and lets a fresh server take over from the running one: sessions go on, nothing is refused for long.',
  run: async (argv, { env, root, say, complain }) => {
    const folder = resolve(root, loadConfig(env, argv).data_dir)
    const socket = await reach(folder)
    const request: ControlRequest = { command: 'restart' }
    writeLine(socket, request)
    say(sentenceOf(await resultOf(socket, complain)))
  },
}

async function reach(folder: string): Promise<Socket> {
  try {
    return await connectUnix({ folder, name: CONTROL_SOCKET })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const isForbidden = (cause as NodeJS.ErrnoException).code === 'EACCES'
    if (isForbidden) {
      throw new AppError('forbidden', `The server on ${folder} belongs to another user: run lethe as that user.`, {
        cause,
      })
    }
    throw new AppError(
      'store_unavailable',
      `No server is running on the data folder ${folder}. Start one with npm start, or name its folder: --data-dir.`,
      { cause },
    )
  }
}

async function resultOf(socket: Socket, complain: (line: string) => void): Promise<RestartDone> {
  for await (const line of jsonLines(socket)) {
    const answer = line as ControlAnswer
    if (answer.type === 'step') complain(answer.text)
    else if (answer.type === 'failed') throw new AppError(answer.code, answer.message)
    else {
      socket.end()
      return answer
    }
  }
  throw new AppError('upstream_unavailable', 'The server ended before the restart was done. See what it printed last.')
}

function sentenceOf({ version, sessions, sites, waited_ms }: RestartDone): string {
  const what =
    sessions === null || sites === null
      ? 'has taken over; sessions are kept outside of it'
      : `has taken over ${counted(sessions, 'session')} of ${counted(sites, 'site')}`
  return `Lethe ${version} ${what}; beacons waited ${(waited_ms / 1000).toFixed(1)} s.`
}

const counted = (value: number, noun: string): string =>
  `${value.toLocaleString('en-GB')} ${noun}${value === 1 ? '' : 's'}`
