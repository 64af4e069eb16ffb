import type { Item } from './item.ts'
import type { Options } from './options.ts'

const NAMES = { pageview: 'Pageview', vitals: 'WebVital', error: 'Error', engagement: 'Engagement', click: 'Click' }

/** Shows an item to the page's `beforeSend`; null when it must not be sent. Only fields that exist may change. */
export function askBeforeSend(item: Item, beforeSend: Options['beforeSend']): Item | null {
  if (!beforeSend) return item
  const { page, type, fields } = item
  const name = type === 'event' ? fields.name : NAMES[type]
  try {
    const answer = beforeSend({ ...fields, event_name: name, type, url: page.url, referrer: page.referrer })
    if (!answer) return null
    // The page is shared by its items: what is cut out of its URL once stays out.
    if (typeof answer.url === 'string') page.url = answer.url
    if (typeof answer.referrer === 'string') page.referrer = answer.referrer
    const changed = Object.keys(fields).map((key) => [key, answer[key]] as const)
    return { ...item, fields: Object.fromEntries(changed) }
  } catch {
    return null
  }
}
