import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from '@swc/core'

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'MethodProperty',
  'Constructor',
])

/** Syntax tree of a TypeScript file, and a way from its positions to lines. */
function parse(file) {
  const text = readFileSync(file, 'utf8')
  // TRICKY: positions count bytes, over all files parsed so far; an empty statement in front shows where this file begins.
  const source = Buffer.from(`;${text}`)
  const module = parseSync(source.toString(), { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' })
  const offset = (position) => position - module.span.start
  const lineOf = (position) => source.subarray(0, offset(position)).toString().split('\n').length
  const before = (position) => source.subarray(1, offset(position)).toString()
  return { text, body: module.body, lineOf, before }
}

function* nodes(value) {
  if (value === null || typeof value !== 'object') return
  if (typeof value.type === 'string') yield value
  for (const child of Array.isArray(value) ? value : Object.values(value)) yield* nodes(child)
}

/** Lines of a file and, of every function in it, `{line, length, parameters}`. */
export function measureFile(file) {
  const { text, body, lineOf } = parse(file)
  const functions = []
  for (const node of nodes(body)) {
    if (!FUNCTIONS.has(node.type)) continue
    const { span = node.function?.span } = node
    const parameters = (node.params ?? node.function?.params ?? []).filter((one) => one.pat?.value !== 'this')
    const line = lineOf(span.start)
    functions.push({ line, length: lineOf(span.end) - line + 1, parameters: parameters.length })
  }
  return { lines: text.trimEnd().split('\n').length, functions }
}

/** Names that a door exports without a doc comment at their declaration, as `name (file)`. */
export function undocumentedExports(door) {
  return [...exportsOf(door)].filter(([, found]) => !found.hasDoc).map(([name, found]) => `${name} (${found.file})`)
}

/** Every export of a file, followed through re-exports of its own package: name -> `{file, hasDoc}`. */
function exportsOf(file) {
  const { body, before } = parse(file)
  const found = new Map()
  for (const node of body) {
    if (node.type === 'ExportAllDeclaration')
      for (const [name, one] of inside(file, node.source.value)) found.set(name, one)
    if (node.type === 'ExportNamedDeclaration') {
      const target = node.source ? inside(file, node.source.value) : declared(body, file, before)
      for (const { orig, exported } of node.specifiers) {
        found.set((exported ?? orig).value, target.get(orig.value) ?? { file, hasDoc: true })
      }
    }
    if (node.type === 'ExportDeclaration')
      addDeclaration(found, node.declaration, { file, hasDoc: hasDoc(node, before) })
  }
  return found
}

function declared(body, file, before) {
  const found = new Map()
  for (const node of body) addDeclaration(found, node, { file, hasDoc: hasDoc(node, before) })
  return found
}

function inside(from, specifier) {
  const file = join(dirname(from), specifier)
  return specifier.startsWith('.') && existsSync(file) ? exportsOf(file) : new Map()
}

function addDeclaration(found, declaration, fact) {
  const names = declaration.declarations?.map((one) => one.id.value) ?? [
    (declaration.identifier ?? declaration.id)?.value,
  ]
  // A type that is read off a value, `(typeof KINDS)[number]`, is explained where the value is.
  const isDerived =
    declaration.type === 'TsTypeAliasDeclaration' && JSON.stringify(declaration).includes('"TsTypeQuery"')
  for (const name of names) {
    const known = found.get(name)
    if (name) found.set(name, { ...fact, hasDoc: fact.hasDoc || isDerived || known?.hasDoc === true })
  }
}

function hasDoc(node, before) {
  const text = before(node.span.start).trimEnd()
  return text.endsWith('*/') && text.lastIndexOf('/**') > text.lastIndexOf('*/', text.length - 3)
}
