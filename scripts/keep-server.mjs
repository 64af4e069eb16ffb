/** How long a successor may go on whose predecessor has ended: it has all of the memory by then, or nothing. */
const ORPHAN_MS = 15_000

/**
 * Starts a server and follows it, and each successor that it asks for (`lethe restart`). Decides alone which of two is
 * followed, so that never both or none have the data folder. What is said: apps/server/src/takeover/starter.ts.
 * `start(args)` starts a server with a channel; `rebuild()` resolves with null, or with what went wrong.
 */
export function keepServer({ start, rebuild, exit }) {
  const living = new Set()
  let successor = null
  let listener = null
  let wantsListener = false
  let isEnding = false
  let lastExit = null
  let current = follow(start([]))

  function follow(child) {
    living.add(child)
    child.on('message', (message, handle) => hear(child, message, handle))
    child.on('exit', (code, signal) => farewell(child, code, signal))
    return child
  }

  function hear(child, message, handle) {
    if (child === current) hearCurrent(message, handle)
    else if (child === successor) hearSuccessor(message)
  }

  function hearCurrent(message, handle) {
    if (message.type === 'successor_wanted') void startSuccessor(message.token)
    if (message.type === 'successor_unwanted' && !successor?.isReady) successor?.kill('SIGKILL')
    if (message.type === 'listener') {
      listener = handle
      tell(current, { type: 'listener_kept' })
    }
    if (message.type === 'listener_wanted') {
      wantsListener = true
      giveBack()
    }
  }

  function hearSuccessor({ type }) {
    if (type === 'ready') {
      successor.isReady = true
      tell(successor, { type: 'listener' }, listener)
    }
    if (type !== 'serves') return
    const before = current
    current = successor
    successor = null
    letGo()
    tell(before, { type: 'successor_serves' })
  }

  async function startSuccessor(token) {
    if (successor !== null || isEnding) return
    const asking = current
    tell(asking, { type: 'successor_coming' })
    const failure = await rebuild()
    if (isEnding || successor !== null || current !== asking || !living.has(asking)) return
    if (failure !== null) return tell(asking, { type: 'build_failed', text: failure })
    successor = follow(start(['--take-over']))
    tell(successor, { type: 'take_over', token })
    tell(asking, { type: 'successor_started' })
  }

  /** Only when nobody else could be using the stores. */
  function giveBack() {
    if (!wantsListener || successor !== null || listener === null) return
    tell(current, { type: 'listener' }, listener)
    letGo()
  }

  function letGo() {
    listener?.close()
    listener = null
    wantsListener = false
  }

  function farewell(child, code, signal) {
    living.delete(child)
    if (child === successor) {
      successor = null
      tell(current, { type: 'successor_ended', code, signal })
      giveBack()
    } else if (child === current) {
      lastExit = { code, signal }
      // It may have got everything and be about to serve; it ends by itself if it has not.
      if (successor !== null) setTimeout(() => successor?.kill('SIGKILL'), ORPHAN_MS).unref()
    }
    if (living.size === 0) exit(lastExit.code, lastExit.signal)
  }

  function tell(child, message, handle) {
    if (child.connected) child.send(message, handle, () => undefined)
  }

  return {
    /** Ends all of them. */
    end(signal) {
      isEnding = true
      for (const child of living) child.kill(signal)
    },
  }
}
