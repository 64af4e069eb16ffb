/** The five pages of a site, in the order of the navigation. */
export const SITE_PAGES = ['overview', 'performance', 'errors', 'privacy', 'settings'] as const
export type SitePage = (typeof SITE_PAGES)[number]

/** Every address inside the dashboard; nothing else builds one. */
export const paths = {
  sites: () => '/',
  login: () => '/login',
  setup: () => '/setup',
  site: (key: string, page: SitePage = 'overview') =>
    `/sites/${encodeURIComponent(key)}${page === 'overview' ? '' : `/${page}`}`,
}
