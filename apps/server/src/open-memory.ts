import { AppError } from '@lethe/catalogue'
import type { Config } from '@lethe/config'
import { describeError } from '@lethe/http'
import { type EphemeralStore, openValkeyEphemeral } from '@lethe/store/ephemeral'
import type { Logger } from 'pino'
import { type LiveMemory, openLiveMemory } from './live-memory.ts'

interface MemoryParts {
  readonly config: Pick<Config, 'ephemeral_url' | 'pepper'>
  readonly world: { readonly now: () => number; readonly randomBytes: (size: number) => Uint8Array }
  readonly logger: Pick<Logger, 'error' | 'info'>
}

/** An empty memory; sessions are on the server that the settings name, else in this process. */
export async function openMemory(parts: MemoryParts): Promise<LiveMemory> {
  const ephemeral = await openShared(parts)
  return openLiveMemory({ ...parts.world, ...(ephemeral && { ephemeral }) })
}

async function openShared({ config, world, logger }: MemoryParts): Promise<EphemeralStore | null> {
  const { ephemeral_url: url, pepper } = config
  if (url === null) return null
  if (pepper === null)
    throw new AppError(
      'config_invalid',
      'pepper (LETHE_PEPPER) must be set when ephemeral_url is. One way: openssl rand -base64 32',
      {
        details: [{ path: 'pepper', expected: 'at least 32 random characters, the same on all nodes' }],
      },
    )
  return openValkeyEphemeral({
    ...world,
    url,
    pepper,
    // Once for each fault, not for each beacon.
    onTrouble: (trouble) =>
      trouble
        ? logger.error(
            { error: describeError(trouble) },
            'visitors cannot be recognised; beacons are told to come again',
          )
        : logger.info('visitors are recognised again'),
  })
}
