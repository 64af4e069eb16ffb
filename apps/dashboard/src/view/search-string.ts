/** Search parameters as the router hands them on: text, or a list where a key may repeat. */
export type RawSearch = Readonly<Record<string, string | readonly string[] | undefined>>

const REPEATED = new Set(['f'])

/** `?period=7d&f=country:eq:DE` to a record; only `f` may repeat. */
export function parseSearchString(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    if (!REPEATED.has(key)) found[key] = value
    else found[key] = [...((found[key] as string[] | undefined) ?? []), value]
  }
  return found
}

// Slashes, colons and commas are legal in a query and keep a link readable.
const encode = (text: string) =>
  encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%5B', '[')
    .replaceAll('%5D', ']')

/** The inverse of `parseSearchString`. */
export function printSearchString(search: RawSearch): string {
  const parts = Object.entries(search).flatMap(([key, value]) => {
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value
    return values.map((one) => `${encode(key)}=${encode(String(one))}`)
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
