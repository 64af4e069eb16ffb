import { join } from 'node:path'
import type { Config } from '@lethe/config'
import { type EventsStore, openChdbEvents, openClickhouseEvents, preloadChdb } from '@lethe/store/events'

/** The events store that the settings name: a ClickHouse server, else the engine inside this process. */
export function openEvents(
  config: Pick<Config, 'data_dir' | 'events_url' | 'events_memory_bytes'>,
): Promise<EventsStore> {
  if (config.events_url === null) {
    return openChdbEvents({ path: join(config.data_dir, 'events'), memory_bytes: config.events_memory_bytes })
  }
  const url = new URL(config.events_url)
  return openClickhouseEvents({
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: 'lethe',
  })
}

/** What of that can be done before the folder is free: loading the engine takes longer than opening it. */
export async function preloadEvents(config: Pick<Config, 'events_url'>): Promise<void> {
  if (config.events_url === null) await preloadChdb()
}
