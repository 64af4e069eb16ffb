import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const api = process.env.LETHE_API

/** Answers `/api` in development from `mock/`, unless LETHE_API names a running server. */
const mockApi: Plugin = {
  name: 'lethe-mock-api',
  configureServer(server) {
    server.middlewares.use('/api', async (request, response) => {
      const { answer } = (await server.ssrLoadModule('/mock/api.ts')) as typeof import('./mock/api.ts')
      let body = ''
      for await (const chunk of request) body += chunk
      const { status, json } = answer(request.method ?? 'GET', `/api${request.url}`, body)
      response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
      response.end(json === undefined ? undefined : JSON.stringify(json))
    })
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), ...(api === undefined ? [mockApi] : [])],
  server: api === undefined ? {} : { proxy: { '/api': { target: api }, '/script.js': { target: api } } },
  build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'], target: 'es2022', modulePreload: { polyfill: false } },
})
