import { LIMITS } from '@lethe/catalogue'
import { cleanUrl, scrubText } from '@lethe/depersonalize/light'
import type { Options } from './options.ts'

/**
 * The URL of a page as it leaves the browser: host, path, allowed query keys, and the campaign under its canonical names.
 * A later page of the same visit carries no campaign (`isLanding` false). Null when the page is not on the web.
 */
export function pageUrl(href: string, options: Options, isLanding: boolean): string | null {
  const { includeURLQueryParams: kept = [], includeURLFragment, transformPath } = options
  const clean = cleanUrl(href, { query_params: kept, include_fragment: includeURLFragment === true })
  if (!clean) return null
  let path = scrubText(clean.path)
  if (transformPath) path = `/${transformPath(path).replace(/^\/+/, '')}`
  const [before = '', ...fragment] = path.split('#')
  const campaign = Object.entries(clean.utm).filter(([name]) => isLanding && !kept.includes(name))
  const query = new URLSearchParams(campaign.map(([name, value]) => [name, scrubText(value)])).toString()
  const search = query && (before.includes('?') ? '&' : '?') + query
  const hash = fragment.length > 0 ? `#${fragment.join('#')}` : ''
  return `https://${clean.hostname}${before}${search}${hash}`.slice(0, LIMITS.url_chars)
}
