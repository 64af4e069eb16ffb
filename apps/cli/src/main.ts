import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runCommand } from './run-command.ts'

/** Both `src/main.ts` and the built `dist/main.js` lie three folders below the root. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string }

process.exitCode = await runCommand(process.argv.slice(2), {
  root: ROOT,
  version,
  env: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
})
