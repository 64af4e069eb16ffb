// Given to a server by `--import`: its clock goes wrong by as many milliseconds as the file says that MOVED_CLOCK names.
import { readFileSync } from 'node:fs'

const LOOK_MS = 50
const SystemDate = Date
let shift = 0

function look() {
  try {
    shift = Number(readFileSync(process.env.MOVED_CLOCK, 'utf8'))
  } catch {
    // Nobody has moved it yet.
  }
}

look()
setInterval(look, LOOK_MS).unref()

globalThis.Date = class MovedDate extends SystemDate {
  constructor(...given) {
    super(...(given.length === 0 ? [SystemDate.now() + shift] : given))
  }

  static now() {
    return SystemDate.now() + shift
  }
}
