import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'lethe-theme'
const listeners = new Set<() => void>()
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)')

// The operator's own browser: a choice of colours is all that is kept in it. Blocked storage only forgets it.
function read(): Theme {
  try {
    return THEMES.find((one) => one === localStorage.getItem(KEY)) ?? 'system'
  } catch {
    return 'system'
  }
}

let theme: Theme = 'system'

function paint(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Applies the stored choice; call once before the first render. */
export function startTheme(): void {
  theme = read()
  paint()
  prefersDark().addEventListener('change', () => {
    for (const tell of listeners) tell()
  })
}

/** Chooses a theme and keeps the choice. */
export function setTheme(next: Theme): void {
  theme = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // Nothing to do: the choice lasts until the page is closed.
  }
  paint()
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** The chosen theme. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme)

/** What is really shown; changes with the choice and with the system. */
export const useInk = (): 'light' | 'dark' =>
  useSyncExternalStore(subscribe, () => (theme === 'system' ? (prefersDark().matches ? 'dark' : 'light') : theme))
