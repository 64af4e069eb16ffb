import { CONTEXT_FIELDS } from './context-fields.ts'

/** Facts of the browser that every item of a beacon shares, in classes too wide to recognise anybody by. */
export function readContext(window: Window): Record<string, string | number | boolean> {
  const { navigator } = window
  const context: Record<string, string | number | boolean> = {
    screen_class: screenClass(window.innerWidth),
    device_class: deviceClass(navigator.hardwareConcurrency, (navigator as { deviceMemory?: number }).deviceMemory),
    is_automated: isAutomated(window),
    is_prerendering: (window.document as { prerendering?: boolean }).prerendering === true,
    is_gpc: isGpc(navigator),
    is_dnt: isDnt(navigator),
  }
  for (const [column, path, isLanguage] of CONTEXT_FIELDS) {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], window)
    if (typeof value === 'string') context[column] = (isLanguage ? value.split('-')[0] : value)?.slice(0, 64) ?? ''
    else if (typeof value === 'number') context[column] = value
  }
  return context
}

/** Width class of the window in CSS pixels. */
export function screenClass(width: number): string {
  return width < 576 ? 'xs' : width < 768 ? 'sm' : width < 1024 ? 'md' : width < 1440 ? 'lg' : 'xl'
}

/** Memory (GB, Chromium only) and cores taken together, so that neither is sent. */
export function deviceClass(cores = 4, memory = cores): string {
  const weaker = Math.min(cores, memory)
  return weaker <= 2 ? 'low' : weaker < 8 ? 'mid' : 'high'
}

/** What test tools leave in a page that they drive without telling the browser. */
const DRIVERS = ['Cypress', '_phantom', 'callPhantom', '__nightmare', 'domAutomation']

/** Whether a program drives the page. */
export const isAutomated = (window: Window): boolean =>
  window.navigator.webdriver === true || DRIVERS.some((name) => name in window)
export const isGpc = (navigator: Navigator): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true
export const isDnt = (navigator: Navigator): boolean => navigator.doNotTrack === '1'
