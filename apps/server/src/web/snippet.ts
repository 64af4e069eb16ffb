import type { ScriptFile } from './script-file.ts'

interface SnippetFacts {
  readonly client_key: string
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

const queueOf = ({ client_key }: SnippetFacts): string =>
  [
    '<script>',
    '  window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }',
    `  lethe('config', { clientKey: '${client_key}' })`,
    '</script>',
  ].join('\n')
