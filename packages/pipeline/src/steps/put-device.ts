import type { Passage } from '../passage.ts'

/** Reduces the user agent of the request to browser, engine, system and kind of device. */
export function putDevice(passage: Passage): void {
  passage.device = passage.tools.readUserAgent(passage.request.user_agent)
}
