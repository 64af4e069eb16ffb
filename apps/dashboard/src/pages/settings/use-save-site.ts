import type { Site, SiteChange } from '@lethe/catalogue'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { siteQuery, sitesQuery, writes } from '../../api/queries.ts'

/** Saves a part of a site's settings; what is shown of the site follows. */
export function useSaveSite(site: Site, changeNow: () => SiteChange) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => writes.saveSite(site.key, changeNow()),
    onSuccess: () => Promise.all([client.invalidateQueries(siteQuery(site.key)), client.invalidateQueries(sitesQuery)]),
  })
}
