/** The first of the offered encodings, best first, that a request accepts. */
export function pickEncoding<const Name extends string>(
  accepted: string | undefined,
  offered: readonly Name[],
): Name | 'identity' {
  const names = (accepted ?? '')
    .split(',')
    .filter((item) => !/;\s*q=0(\.0+)?\s*$/.test(item))
    .map((item) => item.split(';')[0]?.trim().toLowerCase())
  return offered.find((name) => names.includes(name)) ?? 'identity'
}

/** Whether `if-none-match` names this tag. */
export const matchesTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag || each.trim() === '*')
