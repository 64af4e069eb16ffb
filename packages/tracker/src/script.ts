import { installCommands } from './commands.ts'
import { guard } from './guard.ts'
import { openTracker } from './tracker.ts'

/** Entry of `/script.js`. Beacons go where the script came from, unless the page names another host. */
guard(() => {
  const globals = window as unknown as Record<string, boolean | undefined>
  // A page that carries the script twice is counted once.
  if (globals.letheLoaded) return
  globals.letheLoaded = true
  const script = document.currentScript as HTMLScriptElement | null
  const origin = new URL(script?.src || location.href, location.href).origin
  installCommands(window, openTracker(window, origin))
})()
