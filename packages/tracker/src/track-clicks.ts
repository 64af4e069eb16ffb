import { cleanUrl, scrubText } from '@lethe/depersonalize/light'
import { guard } from './guard.ts'

const DOWNLOAD = /\.(pdf|zip|gz|tgz|7z|rar|dmg|exe|msi|apk|docx?|xlsx?|pptx?|odt|ods|csv|epub|mp3|mp4|iso)$/i

/** Reports clicks on links to other hosts and on downloads: host and path of the link, nothing of its text. */
export function trackClicks(window: Window, add: (name: string, props: Record<string, string>) => void): void {
  const listener = guard((event: Event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null
    const target = link && cleanUrl(link.href)
    if (!target) return
    const props = { host: target.hostname, path: scrubText(target.path) }
    if (DOWNLOAD.test(target.path)) add('file_download', props)
    else if (target.hostname !== window.location.hostname) add('outbound_link', props)
  })
  for (const type of ['click', 'auxclick']) window.addEventListener(type, listener, true)
}
