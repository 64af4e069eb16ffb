import type { Notice } from '@lethe/catalogue'
import { assertMayChange } from '../auth/gate.ts'
import { noticeList } from '../schemas/notices.ts'
import type { App } from '../web/zod-provider.ts'

/** The same as in `/ready`, with the line that mends it. For owners and admins: the line holds settings of the server. */
export function addNotices(api: App, list: () => Notice[]): void {
  api.get(
    '/api/notices',
    {
      schema: { response: { 200: noticeList } },
      config: { summary: 'What whoever runs the server should mend', errors: ['forbidden'] },
    },
    (request) => {
      assertMayChange(request)
      return { data: list() }
    },
  )
}
