import { Link } from '@tanstack/react-router'
import { useSite } from '../api/use-report.ts'
import { paths, SITE_PAGES, type SitePage } from '../paths.ts'
import { useView } from '../view/use-view.ts'
import { keepQuestion, printView } from '../view/view.ts'

/** Pages as the navigation and the title name them. */
export const PAGE_NAMES: Record<SitePage, string> = {
  overview: 'Overview',
  performance: 'Performance',
  errors: 'Errors',
  privacy: 'Privacy',
  settings: 'Settings',
}

/** The pages of a site; the question (period, filters) travels along. */
export function SiteNav() {
  const site = useSite()
  const { view } = useView()
  return (
    <nav className="site-nav" aria-label="Pages of the site">
      {SITE_PAGES.map((page) => (
        <Link
          key={page}
          to={paths.site(site.key, page)}
          search={printView(keepQuestion(view)) as never}
          className="site-nav-link"
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {PAGE_NAMES[page]}
        </Link>
      ))}
    </nav>
  )
}
