import { useEffect, useSyncExternalStore } from 'react'

const KEY = 'lethe-shortcuts'
const listeners = new Set<() => void>()

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

let isOn = true

/** Single keys can be switched off (WCAG 2.1.4): speech input types them by accident. */
export function setShortcuts(next: boolean): void {
  isOn = next
  try {
    if (next) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'off')
  } catch {
    // The choice then lasts until the page is closed.
  }
  for (const tell of listeners) tell()
}

/** Reads the stored choice; call once before the first render. */
export function startShortcuts(): void {
  isOn = stored()
}

export const useShortcutsOn = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    () => isOn,
  )

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Calls the action of a key pressed outside of fields and dialogs. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isModified = event.ctrlKey || event.metaKey || event.altKey
      if (!isOn || isModified || event.repeat || isTyping(event.target) || document.querySelector('[role=dialog]'))
        return
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [actions])
}
