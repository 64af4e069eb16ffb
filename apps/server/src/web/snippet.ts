import type { Site } from '@lethe/catalogue'
import type { ScriptFile } from './script-file.ts'

/** What the page must say of the site: the script knows no settings but these. */
interface SnippetFacts extends Pick<Site, 'client_key' | 'query_params' | 'include_fragment'> {
  /** Address of this server as browsers see it, without a slash at the end. */
  readonly origin: string
}

/** What an owner pastes into the pages: the queue, the key, and the script that follows its updates by itself. */
export function snippetOf(facts: SnippetFacts): string {
  return `${queueOf(facts)}\n<script async src="${facts.origin}/script.js"></script>`
}

/** The same, pinned: the browser refuses any other content than this version's. */
export function pinnedSnippetOf(facts: SnippetFacts, script: Pick<ScriptFile, 'hash' | 'integrity'>): string {
  const src = `${facts.origin}/script.${script.hash}.js`
  return `${queueOf(facts)}\n<script async src="${src}" integrity="${script.integrity}" crossorigin="anonymous"></script>`
}

function queueOf({ client_key, query_params, include_fragment }: SnippetFacts): string {
  const options = [
    `clientKey: '${client_key}'`,
    query_params.length > 0 && `includeURLQueryParams: [${query_params.map((key) => `'${key}'`).join(', ')}]`,
    include_fragment && 'includeURLFragment: true',
  ].filter(Boolean)
  return [
    '<script>',
    '  window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }',
    `  lethe('config', { ${options.join(', ')} })`,
    '</script>',
  ].join('\n')
}
