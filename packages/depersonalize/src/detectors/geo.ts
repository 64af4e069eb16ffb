import type { ScrubPosition } from '@lethe/catalogue'
import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isTold, wordsBefore } from './words.ts'

const DECIMAL = '[-+]?\\d{1,3}\\.\\d{3,20}'
const PAIR = new RegExp(
  `(?<![A-Za-z\\d.])(${DECIMAL})°? ?[NSns]?(?: ?[,;:/|_] ?|[ +])(${DECIMAL})°?(?: ?[EWOew](?![A-Za-z\\d]))?(?![\\d]|\\.\\d)`,
  'g',
)
const SINGLE = new RegExp(`(?<![A-Za-z\\d.])${DECIMAL}(?![\\d]|\\.\\d)`, 'g')
const DEGREES =
  /\d{1,3} ?° ?\d{1,2} ?['′’] ?(?:\d{1,2}(?:[.,]\d{1,6})? ?(?:["″”]|'') ?)?[NSEWO](?:[ ,;/]{0,3}\d{1,3} ?° ?\d{1,2} ?['′’] ?(?:\d{1,2}(?:[.,]\d{1,6})? ?(?:["″”]|'') ?)?[NSEWO])?/g
const AXIS =
  /^(?:lat|lats|latitude|latitud|latitudine|breite|breitengrad|lng|lon|long|longitude|longitud|longitudine|laenge|lange|langengrad|ll|latlng|latlon|latlong|lonlat|geo|geoloc|geolocation|coord|coords|coordinate|coordinates|koordinaten|coordonnees|coordenadas|gps|position|широта|долгота|координаты|緯度|経度|纬度|经度)$/
/** Half of a pair that a path parts: `/at/52.520008/13.404954`. */
const SEGMENT = /^@?[-+]?\d{1,3}\.\d{4,20}$/
const PATHS: ReadonlySet<ScrubPosition> = new Set(['path', 'referrer', 'fragment', 'resource', 'error_frame', 'query'])
const LISTED = /\d\.\d+ ?[,;] ?$/

/** Latitude and longitude with three decimals (100 m) or more, as a pair, in degrees, or one alone under its key. */
export const geo: Detector = {
  type: 'geo',
  needs: (traits) => traits.digit_count >= 4 && (traits.has_dot || traits.has_non_ascii),
  find: (text, hint) => {
    const findings: Finding[] = []
    const isKeyTold = isTold(AXIS, hint) || (PATHS.has(hint.position) && SEGMENT.test(text))
    if (text.includes('°')) for (const match of matchesOf(text, DEGREES)) findings.push(span(match.index, match[0]))
    if (!text.includes('.')) return findings
    for (const match of matchesOf(text, PAIR)) {
      const isTrusted = isKeyTold || isTold(AXIS, hint, wordsBefore(text, match.index))
      if (isPair(match[1] ?? '', match[2] ?? '') && (isTrusted || !isList(text, match.index, match[0])))
        findings.push(span(match.index, match[0]))
    }
    findings.sort((a, b) => a.start - b.start)
    const pairs = findings.length
    let pair = 0
    for (const match of matchesOf(text, SINGLE)) {
      while (pair < pairs && (findings[pair]?.end ?? 0) <= match.index) pair++
      if (pair < pairs && (findings[pair]?.start ?? 0) <= match.index) continue
      if (!(isKeyTold || isTold(AXIS, hint, wordsBefore(text, match.index).slice(-1)))) continue
      if (Math.abs(Number(match[0])) <= 180) findings.push(span(match.index, match[0]))
    }
    return apart(findings)
  },
}

/** In order; of two that overlap, the first one. */
function apart(findings: readonly Finding[]): Finding[] {
  let end = 0
  return [...findings]
    .sort((a, b) => a.start - b.start)
    .filter((one) => {
      if (one.start < end) return false
      end = one.end
      return true
    })
}

const span = (start: number, found: string): Finding => ({ start, end: start + found.trimEnd().length })

/** Either order; one of both is a latitude. */
function isPair(first: string, second: string): boolean {
  const [a, b] = [Math.abs(Number(first)), Math.abs(Number(second))]
  return Math.max(a, b) <= 180 && Math.min(a, b) <= 90
}

/** A curve, a matrix or a box has more than two numbers. */
function isList(text: string, start: number, found: string): boolean {
  const end = start + found.length
  return (
    LISTED.test(text.slice(Math.max(0, start - 24), start)) ||
    /^ ?[,;] ?[-+]?\d{1,6}\.\d{2}/.test(text.slice(end, end + 12))
  )
}
