/**
 * One schema for every setting: doc, default, unit, environment name and secret flag per key. Imports catalogue only.
 * Read `keys.ts` first; `load-config.ts` turns environment and command line into a typed `Config`.
 */

export { DATA_FOLDER_NAMES } from './data-folder.ts'
export { CONFIG_KEYS, type Config, type ConfigKey, type ConfigName, DEFAULT_CONFIG } from './keys.ts'
export { loadConfig } from './load-config.ts'
export { nearestName } from './nearest-name.ts'
