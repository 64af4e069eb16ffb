import type { Detector, Finding } from '../engine/detector.ts'
import { isOnlyName } from './name-list.ts'
import { tokensOf } from './name-shape.ts'

const FOLDER =
  /(?:\/home\/|\/Users\/|[A-Z]:[\\/]{1,2}(?:Users|Documents and Settings)[\\/]{1,2}|\\{1,2}Users\\{1,2})([^/\\\s:"'<>|?*[\]]{1,64})/g
/** Accounts that machines make for themselves. */
const NOBODY =
  /^(?:shared|public|default|all users|runner|runneradmin|root|app|node|web|www|www-data|ubuntu|debian|ec2-user|azureuser|centos|jenkins|gitlab|gitlab-runner|circleci|vsts|vscode|travis|docker|deploy|deployer|build|builder|ci|user|users|administrator|admin|site|site_\d+|git|nginx|apache|circleci|codespace|gitpod|project)$/i

/** User names in the paths of files: `/home/ann/`, `/Users/ann/`, `C:\Users\ann\`. */
export const homeFolder: Detector = {
  type: 'name',
  needs: (traits) => traits.word_run >= 4,
  find: (text, { position }) => {
    if (!text.includes('/home/') && !text.includes('Users') && !text.includes('Documents and')) return []
    const findings: Finding[] = []
    for (const { 0: path, 1: user = '', index } of text.matchAll(FOLDER)) {
      // On a page, `/home/` is a start page as well.
      const isPage = (position === 'path' || position === 'referrer') && path.startsWith('/home/')
      if (NOBODY.test(user) || (isPage && !tokensOf(user).some(isOnlyName))) continue
      findings.push({ start: index + path.length - user.length, end: index + path.length })
    }
    return findings
  },
}
