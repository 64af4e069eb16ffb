/** The first is ours; the second was written by the product that a site moved from, and still counts. */
const FLAGS = ['lethe_optout', 'cronitor_rum_disable']

/** The visitor's own refusal: the only thing ever written to the device, and only when the visitor asks for it. */
export interface OptOut {
  isOut(): boolean
  set(isOut: boolean): void
}

/** Looks the flag up once, and follows `?cronitor_rum_disable` or `?lethe_disable` (and `_enable`) in the address. */
export function openOptOut(window: Window): OptOut {
  let isOut = withStorage(window, (storage) => FLAGS.some((flag) => storage.getItem(flag) !== null)) ?? false
  const set = (next: boolean): void => {
    isOut = next
    withStorage(window, (storage) => {
      if (next) storage.setItem(FLAGS[0] as string, '1')
      else for (const flag of FLAGS) storage.removeItem(flag)
    })
  }
  const query = new URLSearchParams(window.location.search)
  if (query.has('cronitor_rum_disable') || query.has('lethe_disable')) set(true)
  else if (isOut && (query.has('cronitor_rum_enable') || query.has('lethe_enable'))) set(false)
  return { isOut: () => isOut, set }
}

/** A browser that blocks storage throws on the first touch; it then has no flag, and loses nothing else. */
function withStorage<T>(window: Window, use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.localStorage)
  } catch {
    return undefined
  }
}
