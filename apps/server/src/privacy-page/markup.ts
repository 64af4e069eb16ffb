/** Text that is HTML already; everything else is escaped where it goes into a page. */
export interface Markup {
  readonly html: string
}

type Part = string | number | Markup | null | readonly Part[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A template whose values are escaped unless they are markup; for text and for quoted attributes. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: texts.map((text, at) => text + inserted(parts[at] ?? null)).join('') }
}

function inserted(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
  }
  return 'html' in part ? part.html : part.map(inserted).join('')
}
