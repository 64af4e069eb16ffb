import { writeFileSync } from 'node:fs'

/** `note`: a figure that is printed and decides nothing. */
export type Verdict = 'holds' | 'FAILS' | 'note'

/** One line of a proof: what is claimed, what was measured, and whether the claim holds. */
export interface Claim {
  readonly proof: string
  readonly claim: string
  readonly measured: string
  readonly verdict: Verdict
}

/** The claims of one program, collected as it runs. */
export interface Claims {
  /** A claim that decides. */
  check(claim: string, measured: string | number, holds: boolean): void
  /** A figure, or what was not done. */
  note(claim: string, measured: string | number): void
  /** Prints the table, leaves it where `--out FILE` says, and sets the exit code: 1 when a claim fails, or none was checked. */
  finish(): void
}

export function openClaims(proof: string): Claims {
  const claims: Claim[] = []
  return {
    check: (claim, measured, holds) => {
      claims.push({ proof, claim, measured: String(measured), verdict: holds ? 'holds' : 'FAILS' })
    },
    note: (claim, measured) => {
      claims.push({ proof, claim, measured: String(measured), verdict: 'note' })
    },
    finish: () => {
      console.log(tableOf(claims))
      const out = process.argv.indexOf('--out')
      if (out > 0) writeFileSync(process.argv[out + 1] as string, JSON.stringify(claims))
      process.exitCode = isProven(claims) ? 0 : 1
    },
  }
}

/** A program that checked nothing has proven nothing. */
export function isProven(claims: readonly Claim[]): boolean {
  return claims.some(({ verdict }) => verdict === 'holds') && claims.every(({ verdict }) => verdict !== 'FAILS')
}

/** Aligned columns, as they come out in a terminal. */
export function tableOf(claims: readonly Claim[]): string {
  const cells = claims.map(({ proof, claim, measured, verdict }) => [verdict, proof, claim, measured])
  const widths = [0, 1, 2].map((at) => Math.max(0, ...cells.map((row) => (row[at] as string).length)))
  return cells
    .map((row) => row.map((cell, at) => (at < 3 ? cell.padEnd(widths[at] as number) : cell)).join('  '))
    .join('\n')
}

/** `1,234,567`. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-GB')

/** A length of time that a reader can picture. */
export function duration(seconds: number): string {
  const units: [string, number][] = [
    ['years', 31_557_600],
    ['days', 86_400],
    ['h', 3_600],
    ['min', 60],
  ]
  const [name, size] = units.find(([, size]) => seconds >= size * 2) ?? ['s', 1]
  return `${count(seconds / size)} ${name}`
}
