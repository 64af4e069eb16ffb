/** The text cut to its bound; neither a placeholder nor an escape is cut in the middle. */
export function bounded(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  return text.slice(0, maxChars).replace(/(?:\[[a-z-]{0,20}|%[\da-f]?)$/i, '')
}
