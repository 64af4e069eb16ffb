import type { ItemType } from '@lethe/catalogue'
import { askBeforeSend } from './before-send.ts'
import { readContext } from './context.ts'
import { guard } from './guard.ts'
import type { Item, Page } from './item.ts'
import { openOptOut } from './opt-out.ts'
import { DEFAULTS, type Options } from './options.ts'
import { post } from './post.ts'
import { randomId } from './random-id.ts'
import { refusal } from './refusal.ts'
import { openSender } from './sender.ts'

/** The one way out of the page: asks whether an item may leave, and sends it. */
export interface Collector {
  options(): Options
  configure(next: Options): void
  add(page: Page | null, type: ItemType, fields: Item['fields']): void
  /** Sends at once what is queued. */
  flush(): void
  /** The visitor refuses, or takes the refusal back. */
  setOptOut(isOut: boolean): void
  /** Speaks on the console when the page asked for it. */
  say(...what: unknown[]): void
}

export function openCollector(window: Window, origin: string): Collector {
  let options: Options = { ...DEFAULTS }
  const optOut = openOptOut(window)
  const say = (...what: unknown[]): void => {
    if (options.debug) console.error('[lethe]', ...what)
  }
  let context: ReturnType<typeof readContext> | undefined
  const sender = openSender({
    envelope: () => {
      context ??= readContext(window)
      const { clientKey = '', environment, release } = options
      return { client_key: clientKey, environment, release, context }
    },
    post: (body) => post(`${options.ingestionHost ?? origin}/api/rum/events`, body),
    now: () => window.performance.now(),
    after: (ms, run) => window.setTimeout(guard(run, say), ms),
  })
  return {
    options: () => options,
    configure(next) {
      options = { ...options, ...next }
    },
    add(page, type, fields) {
      const reason = refusal(options, window, optOut.isOut())
      if (reason || !page) return say('dropped', type, reason)
      const item = { id: randomId(), page, type, at: window.performance.now(), fields }
      const answer = askBeforeSend(item, options.beforeSend)
      if (answer) sender.add(answer)
      else say('dropped', type, 'by beforeSend')
    },
    flush: sender.flush,
    setOptOut(isOut) {
      optOut.set(isOut)
      if (isOut) sender.clear()
    },
    say,
  }
}
