import { AppError, ERROR_CODES, type ErrorCode } from '@lethe/catalogue'
import { errorCodes } from 'fastify'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.ts'
import { toAppError, toProblem } from './problem.ts'

describe('toProblem', () => {
  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('maps %s to its status and back', (code) => {
    const details = [{ path: 'a', expected: 'b' }]
    const problem = toProblem(new AppError(code, 'Words for the caller.', { details }), 'r1')
    expect(problem).toEqual({
      type: `urn:lethe:error:${code}`,
      title: ERROR_CODES[code].title,
      status: ERROR_CODES[code].status,
      code,
      detail: 'Words for the caller.',
      details,
      request_id: 'r1',
    })
    expect(ERROR_CODES[problem.code].status).toBe(problem.status)
  })
})

describe('toAppError', () => {
  it('keeps an error of ours', () => {
    const error = new AppError('conflict', 'x')
    expect(toAppError(error)).toBe(error)
  })

  it.each([
    [new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), 'payload_too_large'],
    [new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('canary'), 'unsupported_media_type'],
    [new errorCodes.FST_ERR_CTP_EMPTY_JSON_BODY(), 'invalid_request'],
    [new errorCodes.FST_ERR_BAD_URL('/canary'), 'invalid_request'],
    [Object.assign(new SyntaxError('Unexpected canary'), { statusCode: 400 }), 'invalid_request'],
    [Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), 'invalid_request'],
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'internal'],
    [new Error('canary'), 'internal'],
    [Object.assign(new Error('canary'), { statusCode: 404 }), 'internal'],
    ['canary', 'internal'],
    [null, 'internal'],
  ])('never lets a foreign text through (%s)', (thrown, code) => {
    const problem = toProblem(toAppError(thrown), 'r1')
    expect(problem.code).toBe(code)
    expect(JSON.stringify(problem)).not.toContain('canary')
  })
})

describe('describeError', () => {
  it('keeps our text and drops that of others, down the causes', () => {
    const cause = Object.assign(new Error('INSERT canary'), { code: 'ECONNRESET' })
    const described = describeError(new AppError('internal', 'Ours.', { cause }))
    expect(described).toMatchObject({
      message: 'Ours.',
      code: 'internal',
      cause: { name: 'Error', code: 'ECONNRESET' },
    })
    expect(described.frames[0]).toMatch(/^at /)
    expect(JSON.stringify(described)).not.toContain('canary')
  })
})
