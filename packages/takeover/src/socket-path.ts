import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@lethe/catalogue'

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the last one a zero. */
const MAX_PATH_BYTES = 103
/** While a socket is being put in its place it bears the process's number behind its name. */
const SUFFIX_BYTES = 12

/** A socket by its name in a folder. */
export interface SocketPlace {
  readonly folder: string
  readonly name: string
}

/**
 * Gives `use` a path that is short enough for a socket, good until it is done. A longer one is reached through the folder's
 * descriptor, where the system has that. Throws `config_invalid` where it has not.
 */
export async function withSocketPath<Result>(
  { folder, name }: SocketPlace,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, name)
  if (Buffer.byteLength(path) + SUFFIX_BYTES <= MAX_PATH_BYTES) return use(path)
  if (process.platform !== 'linux') {
    const most = MAX_PATH_BYTES - SUFFIX_BYTES - name.length - 1
    throw new AppError('config_invalid', `The path of the data folder is too long for a socket in it: at most ${most}.`)
  }
  const opened = await open(folder, 'r')
  try {
    return await use(`/proc/self/fd/${opened.fd}/${name}`)
  } finally {
    await opened.close()
  }
}
