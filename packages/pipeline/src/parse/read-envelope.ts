import { LIMITS } from '@lethe/catalogue'
import { DETECTORS, openDepersonalizer } from '@lethe/depersonalize'
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
    environment: isName(environment) ? environment : DEFAULT_ENVIRONMENT,
    release: cleanString(json.release, LIMITS.id_chars),
  }
}

const depersonalizer = openDepersonalizer({ detectors: DETECTORS })

/** No address, id or token passes for a name: environments are kept as they are. */
const isName = (text: string): boolean => NAME.test(text) && depersonalizer.text(text) === text
