import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { measureFile, undocumentedExports } from './source-facts.mjs'

/** CONTRIBUTING.md, "Budgets". */
const BUDGET = { median: 120, p95: 350, longest: 500, functionLength: 60, parameters: 3 }

const isLogic = (file) => !/\.(test|gen|d)\.tsx?$|\/contract\.ts$|\/testing\/|node_modules|\/dist\//.test(file)

/** Every source file of every room, as a path below `root`. */
function sourceFiles(root) {
  return ['packages', 'apps']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((room) => join(root, folder, room, 'src')))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => relative(root, join(folder, file))))
    .filter((file) => /\.tsx?$/.test(file))
}

function doorsOf(root) {
  return readdirSync(join(root, 'packages')).flatMap((room) => {
    const { exports = {} } = JSON.parse(readFileSync(join(root, 'packages', room, 'package.json'), 'utf8'))
    return Object.values(exports)
      .map((target) => join('packages', room, String(target)))
      .filter((file) => /\.tsx?$/.test(file) && existsSync(join(root, file)))
  })
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0

/** What the source tree under `root` measures, and every place that is over budget, one line each. */
export function checkBudgets(root) {
  const files = sourceFiles(root).filter(isLogic)
  const measured = files.map((file) => ({ file, ...measureFile(join(root, file)) }))
  const lengths = measured.map(({ lines }) => lines).sort((a, b) => a - b)
  const functions = measured.flatMap(({ file, functions }) =>
    functions.map((one) => ({ ...one, at: `${file}:${one.line}` })),
  )
  const undocumented = doorsOf(root).flatMap((door) => undocumentedExports(join(root, door)))

  const rows = [
    ['logic files, median lines', quantile(lengths, 0.5), BUDGET.median],
    ['logic files, 95th percentile', quantile(lengths, 0.95), BUDGET.p95],
    ['logic files, longest', lengths.at(-1) ?? 0, BUDGET.longest],
    ['functions, longest', Math.max(0, ...functions.map((one) => one.length)), BUDGET.functionLength],
    ['functions, most parameters', Math.max(0, ...functions.map((one) => one.parameters)), BUDGET.parameters],
    ['door exports without a doc comment', undocumented.length, 0],
  ]
  const excesses = [
    ...measured.filter(({ lines }) => lines > BUDGET.longest).map(({ file, lines }) => `${file}: ${lines} lines`),
    ...functions
      .filter((one) => one.length > BUDGET.functionLength)
      .map((one) => `${one.at}: function of ${one.length} lines`),
    ...functions
      .filter((one) => one.parameters > BUDGET.parameters)
      .map((one) => `${one.at}: ${one.parameters} positional parameters`),
    ...[...new Set(undocumented)].map((one) => `no doc comment: ${one.replace(`${root}/`, '')}`),
  ]
  return {
    fileCount: files.length,
    functionCount: functions.length,
    rows,
    excesses,
    isOver: rows.some(([, value, limit]) => value > limit),
  }
}

function printBudgets(root) {
  const { fileCount, functionCount, rows, excesses, isOver } = checkBudgets(root)
  console.log(`${fileCount} files, ${functionCount} functions`)
  for (const [label, value, limit] of rows) {
    console.log(`${value > limit ? 'OVER' : '  ok'}  ${label.padEnd(36)} ${String(value).padStart(5)}  of ${limit}`)
  }
  for (const excess of excesses) console.log(`      ${excess}`)
  return isOver ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
  process.exitCode = printBudgets(root)
}
