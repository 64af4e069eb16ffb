/** The number behind a flag, e.g. `--visitors 500`. */
export function numberArgument(flag: string, fallback: number): number {
  const at = process.argv.indexOf(flag)
  return at > 0 ? Number(process.argv[at + 1]) : fallback
}
