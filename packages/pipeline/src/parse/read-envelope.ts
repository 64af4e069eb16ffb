import { LIMITS } from '@lethe/catalogue'
import { cleanString } from './clean-string.ts'
import type { JsonObject } from './read-values.ts'

/** Environment of a beacon that names none. */
export const DEFAULT_ENVIRONMENT = 'production'
const NAME = /^[\w.-]{1,64}$/

/** What both forms say about the sender. */
export function readEnvelope(json: JsonObject) {
  const environment = cleanString(json.environment, LIMITS.id_chars)
  return {
    client_key: cleanString(json.client_key, LIMITS.id_chars),
    environment: NAME.test(environment) ? environment : DEFAULT_ENVIRONMENT,
    release: cleanString(json.release, LIMITS.id_chars),
  }
}
