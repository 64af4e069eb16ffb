import type { About } from '@lethe/catalogue'
import { about } from '../schemas/about.ts'
import type { App } from '../web/zod-provider.ts'

/** What the footer shows, and the document of this API. */
export function addAbout(api: App, { facts, openApi }: { facts: About; openApi: () => unknown }): void {
  api.get(
    '/api/about',
    { schema: { response: { 200: about } }, config: { access: 'public', summary: 'Version and attributions' } },
    () => facts,
  )
  api.get('/api/openapi.json', { config: { access: 'public' } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(openApi()),
  )
}
