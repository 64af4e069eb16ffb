import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isEnglish, isOnlyName } from './name-list.ts'
import { tokensOf } from './name-shape.ts'

const FOLDER =
  /(?:\/home\/|\/Users\/|[A-Z]:[\\/]{1,2}(?:Users|Documents and Settings)[\\/]{1,2}|\\{1,2}Users\\{1,2})([^/\\\s:"'<>|?*[\]]{1,64})/g
/** Accounts that machines make for themselves. */
const NOBODY =
  /^(?:shared|public|default|all users|runner|runneradmin|root|app|node|web|www|www-data|ubuntu|debian|ec2-user|azureuser|centos|jenkins|gitlab|gitlab-runner|circleci|vsts|vscode|travis|docker|deploy|deployer|build|builder|ci|user|users|administrator|admin|site|site_\d+|git|nginx|apache|circleci|codespace|gitpod|project)$/i

const HOME = /^(?:home)$/
const FILE = /\.[a-z\d]{2,5}$/i

/** A whole segment after `/home`, where a URL was taken apart. On a page only what is surely a name. */
function isHomeOf(user: string, position: string): boolean {
  const tokens = tokensOf(user)
  if (tokens.length === 0 || NOBODY.test(user) || /[\s[\]]/.test(user)) return false
  if (position === 'path' || position === 'referrer') return tokens.some(isOnlyName)
  return tokens.some(isOnlyName) || (!FILE.test(user) && !tokens.some((token) => isEnglish(token)))
}

/** User names in the paths of files: `/home/ann/`, `/Users/ann/`, `C:\Users\ann\`. */
export const homeFolder: Detector = {
  type: 'name',
  needs: (traits) => traits.word_run >= 1 || traits.has_non_ascii,
  find: (text, { position, words }, { has_slash }) => {
    if (words.length === 1 && HOME.test(words[0] ?? ''))
      return isHomeOf(text, position) ? [{ start: 0, end: text.length }] : []
    if (!has_slash) return []
    if (!text.includes('/home/') && !text.includes('Users') && !text.includes('Documents and')) return []
    const findings: Finding[] = []
    for (const { 0: path, 1: user = '', index } of matchesOf(text, FOLDER)) {
      // On a page, `/home/` is a start page as well.
      const isPage = (position === 'path' || position === 'referrer') && path.startsWith('/home/')
      if (NOBODY.test(user) || (isPage && !tokensOf(user).some(isOnlyName))) continue
      findings.push({ start: index + path.length - user.length, end: index + path.length })
    }
    return findings
  },
}
