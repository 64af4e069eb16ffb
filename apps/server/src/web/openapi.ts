import { ERROR_CODES, type ErrorCode } from '@lethe/catalogue'
import { z } from 'zod'
import { problem } from '../schemas/about.ts'
import './route-facts.ts'
import type { App } from './zod-provider.ts'

/** The schemas of a route: those that check its input and answer. */
interface Schemas {
  readonly body?: z.ZodType
  readonly querystring?: z.ZodType
  readonly params?: z.ZodType
  readonly response?: Readonly<Record<string, z.ZodType>>
}

type Json = Record<string, unknown>

/** Collects every route under `/api` that is added after the call; the result is the document, complete when all are added. */
export function collectOpenApi(app: App, version: string): () => Json {
  const paths: Record<string, Json> = {}
  app.addHook('onRoute', (route) => {
    const { summary, access, body, errors = [] } = route.config ?? {}
    if (!route.url.startsWith('/api/') || summary === undefined) return
    const common: ErrorCode[] = access === 'public' ? ['invalid_request'] : ['invalid_request', 'unauthenticated']
    const described = operation(
      { ...(body ? { body } : {}), ...((route.schema ?? {}) as Schemas) },
      { summary, errors: [...common, ...errors] },
    )
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    for (const method of [route.method].flat()) {
      if (method === 'HEAD' || method === 'OPTIONS') continue
      paths[path] = { ...paths[path], [method.toLowerCase()]: described }
    }
  })
  return () => ({
    openapi: '3.1.0',
    info: { title: 'Lethe', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { login: { type: 'apiKey', in: 'cookie', name: '__Host-lethe' } },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
  })
}

function operation(schema: Schemas, said: { summary: string; errors: readonly ErrorCode[] }): Json {
  const answers = Object.entries(schema.response ?? {}).map(([status, body]) => [
    status,
    { description: 'Done.', content: { 'application/json': { schema: jsonSchema(body, 'output') } } },
  ])
  return {
    summary: said.summary,
    ...(schema.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(schema.body, 'input') } },
          },
        }
      : {}),
    parameters: [...parameters(schema.params, 'path'), ...parameters(schema.querystring, 'query')],
    responses: { ...Object.fromEntries(answers), ...refusals(said.errors) },
  }
}

function refusals(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<string, ErrorCode[]>()
  for (const code of new Set(codes)) {
    const status = String(ERROR_CODES[code].status)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      status,
      { description: each.map((code) => `\`${code}\``).join(', '), content },
    ]),
  )
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: jsonSchema(each, 'input'),
  }))
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
