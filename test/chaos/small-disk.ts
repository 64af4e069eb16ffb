import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FILLER = 'filler'
const PIECE = Buffer.alloc(64 * 1024)

/** Why no disk can be mounted here; '' when one can. */
export const NEEDS_MOUNT = canMount() ? '' : ': needs the right to mount'

/** A disk of its own at a folder. */
export interface SmallDisk {
  /** Takes every byte that is left. */
  fill(): void
  empty(): void
  unmount(): void
}

/** Throws when the system does not let us mount. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder], { stdio: 'pipe' })
  const filler = join(folder, FILLER)
  return {
    fill() {
      const file = openSync(filler, 'w')
      try {
        for (;;) writeSync(file, PIECE)
      } catch {
        // No space is left, as was wanted.
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(filler, { force: true }),
    unmount: () => execFileSync('umount', ['--lazy', folder]),
  }
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-mount-'))
  try {
    mountSmallDisk(folder, 1).unmount()
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}
