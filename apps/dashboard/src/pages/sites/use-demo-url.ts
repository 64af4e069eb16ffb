import type { Site } from '@lethe/catalogue'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../../api/queries.ts'

/** Where the demo shop is, when `site` is the one it reports to. */
export function useDemoUrl(site: Pick<Site, 'client_key'> | undefined): string | undefined {
  const { data: about } = useQuery(aboutQuery)
  return site !== undefined && about?.demo_client_key === site.client_key ? (about.demo_url ?? undefined) : undefined
}
