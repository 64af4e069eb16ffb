import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, type ErrorDetail } from '@lethe/catalogue'
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify'
import type { z } from 'zod'

/** Types of a route's input and output from its zod schemas. */
export interface ZodProvider extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  readonly serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown
}

/** The application as routes see it. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodProvider>

/** Checks input with zod; answers are checked too where `checkAnswers` is set (tests), else only typed. */
export function useZod(app: FastifyInstance, { checkAnswers }: { checkAnswers: boolean }): App {
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (input: unknown) => {
    const parsed = schema.safeParse(input)
    return parsed.success ? { value: parsed.data } : { error: invalidRequest(parsed.error) }
  })
  app.setSerializerCompiler<z.ZodType>(({ schema }) => (answer: unknown) => {
    return JSON.stringify(checkAnswers ? schema.parse(answer) : answer)
  })
  return app.withTypeProvider<ZodProvider>()
}

/** Says where the fault is and what was expected, never what was sent. */
export function invalidRequest(error: z.ZodError): AppError {
  const details = error.issues.slice(0, 20).map(
    (issue): ErrorDetail => ({
      path: issue.path.join('.'),
      expected: issue.message,
    }),
  )
  const first = details[0]
  const where = first === undefined || first.path === '' ? '' : ` at ${first.path}: ${first.expected}`
  return new AppError('invalid_request', `The request is not valid${where}.`, { details })
}
