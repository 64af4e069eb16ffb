import type { Detector } from '../engine/detector.ts'
import { isInAddress, isOwner } from './path-words.ts'
import { isRandom } from './randomness.ts'

/** `a1b2c3d4e5`, `ord_8F3kd92`, `8F3kd92.html`. */
const SEGMENT = /^(?:([A-Za-z]{1,12})([-_]))?([A-Za-z\d]{5,40})(?:\.(?:html?|php|aspx?|jsp|json|pdf))?$/
const RUN = /\d+|[A-Za-z]+/g
const HEX = /^(?:[\da-f]{8,}|[\dA-F]{8,})$/
const MIN_CHARS = 6
/** Words and models with a number have up to four: `s01e05`, `wh1000xm5`, `7800x3d`. */
const MIN_RUNS = 5
/** Where a prefix, an owner or its sixteen digits say that it is an id. */
const MIN_TOLD_RUNS = 3
const MAX_MEAN_RUN = 2.6
const MIN_RANDOM_CHARS = 12
/** `1920x1080`, `10x20x30cm`, `1h30m15s`. */
const MEASURE = /^(?:\d+(?:x\d+)+[a-z]{0,3}|(?:\d+[dhms])+)$/i

/** Segments in which letters and digits take turns: the ids that programs make, too short to be a token. */
export const pathId: Detector = {
  type: 'uuid',
  needs: (traits) => traits.digit_count > 0 && traits.word_run >= 5,
  find: (text, hint) => {
    if (!isInAddress(hint)) return []
    const [, prefix = '', joint = '', id = ''] = SEGMENT.exec(text) ?? []
    const isTold = joint === '_' || isOwner(prefix) || isOwner(hint.words.at(-1) ?? '')
    if (!isMadeByProgram(id, isTold)) return []
    const end = prefix.length + joint.length + id.length
    return [{ start: joint === '_' ? 0 : end - id.length, end }]
  },
}

function isMadeByProgram(id: string, isTold: boolean): boolean {
  const runs = id.match(RUN)?.length ?? 0
  if (runs < MIN_TOLD_RUNS || MEASURE.test(id)) return false
  if (id.length >= MIN_RANDOM_CHARS && isRandom(id)) return true
  if (id.length < MIN_CHARS && !isTold) return false
  const isNarrow = id.length / runs < MAX_MEAN_RUN
  return isNarrow && (runs >= MIN_RUNS || isTold || HEX.test(id))
}
