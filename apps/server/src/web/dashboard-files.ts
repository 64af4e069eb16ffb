import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import { nothingHere, securityHeaders } from '@lethe/http'
import type { FastifyReply } from 'fastify'
import type { App } from './zod-provider.ts'

/** The dashboard's files; an address without a file is a page of the app and gets `index.html`. */
export async function addDashboard(app: App, folder: string): Promise<void> {
  const headers = securityHeaders('dashboard')
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: existsSync(`${folder}/index.html.br`),
    cacheControl: false,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      const isHashed = /[\\/]assets[\\/]/.test(path)
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const sendIndex = (reply: FastifyReply) => reply.sendFile('index.html')
  app.get('/', (_request, reply) => sendIndex(reply))
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|demo|assets)(\/|$)|\.\w{1,8}$/.test(pathOf(request.url))
    if (!isPage) throw nothingHere()
    return sendIndex(reply)
  })
}

const pathOf = (url: string): string => url.split('?')[0] ?? ''
