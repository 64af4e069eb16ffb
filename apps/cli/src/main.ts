import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { runCommand } from './run-command.ts'

/** Both `src/main.ts` and the built `dist/main.js` lie three folders below the root. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string }

process.exitCode = await runCommand(process.argv.slice(2), {
  root: ROOT,
  version,
  env: process.env,
  now: () => Date.now(),
  ask: async (question) => {
    if (!process.stdin.isTTY) return null
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    const answer = await lines.question(question)
    lines.close()
    return answer
  },
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
})
