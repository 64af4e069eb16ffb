import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { useEffect, useMemo, useState } from 'react'
import { siteQuery } from '../api/queries.ts'
import { SiteContext } from '../api/use-report.ts'
import { FilterBar } from '../filters/FilterBar.tsx'
import { FilterDialog } from '../filters/FilterDialog.tsx'
import { PeriodPicker } from '../filters/PeriodPicker.tsx'
import { paths, SITE_PAGES } from '../paths.ts'
import { ProblemNote } from '../ui/Problem.tsx'
import { PERIODS } from '../view/periods.ts'
import { useView } from '../view/use-view.ts'
import { keepQuestion, printView } from '../view/view.ts'
import { Footer } from './Footer.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { PAGE_NAMES, SiteNav } from './SiteNav.tsx'
import { SiteSwitcher } from './SiteSwitcher.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TopBar } from './TopBar.tsx'

type Open = 'period' | 'filter' | 'help' | undefined

/** The keys of a site's pages. */
function useSiteKeys(siteKey: string, open: (what: Open) => void): void {
  const { view, change } = useView()
  const navigate = useNavigate()
  const actions = useMemo(
    () => ({
      ...Object.fromEntries(
        PERIODS.map(({ key, period }) => [key, () => change({ period, start: undefined, end: undefined })]),
      ),
      ...Object.fromEntries(
        SITE_PAGES.map((page, at) => [
          String(at + 1),
          () => void navigate({ to: paths.site(siteKey, page), search: printView(keepQuestion(view)) as never }),
        ]),
      ),
      c: () => open('period'),
      f: () => open('filter'),
      '?': () => open('help'),
      x: () => change((now) => ({ compare: !now.compare })),
      '/': () => document.querySelector<HTMLElement>('[data-panel-search]')?.click(),
    }),
    [siteKey, view, change, navigate, open],
  )
  useShortcuts(actions)
}

/** Frame of a site's pages: bar, navigation, filters, and the keys. */
export function SiteFrame() {
  const { key = '' } = useParams({ strict: false })
  const { data: site, error } = useQuery(siteQuery(key))
  const [open, setOpen] = useState<Open>()
  const { pathname } = useLocation()
  useSiteKeys(key, setOpen)
  useEffect(() => {
    const page = SITE_PAGES.find((one) => pathname.endsWith(`/${one}`)) ?? 'overview'
    if (site !== undefined) document.title = `${PAGE_NAMES[page]} · ${site.name} · Lethe`
  }, [site, pathname])
  const asks = !pathname.endsWith('/settings')
  if (site === undefined)
    return (
      <>
        <TopBar />
        <main className="page" id="main">
          {error !== null && (
            <>
              <h1 className="visually-hidden">Site</h1>
              <ProblemNote error={error} />
              <p className="page-exit">
                <Link to={paths.sites()}>To your sites</Link>
              </p>
            </>
          )}
        </main>
      </>
    )
  return (
    <SiteContext value={site}>
      <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
        <TopBar
          start={<SiteSwitcher />}
          middle={<SiteNav />}
          onHelp={() => setOpen('help')}
          {...(asks && {
            end: <PeriodPicker isOpen={open === 'period'} onOpenChange={(is) => setOpen(is ? 'period' : undefined)} />,
          })}
        />
        <main className="page" id="main">
          {asks && !pathname.endsWith('/privacy') && <FilterBar onAdd={() => setOpen('filter')} />}
          <Outlet />
        </main>
        <Footer />
        <FilterDialog isOpen={open === 'filter'} onClose={() => setOpen(undefined)} />
        <HelpDialog isOpen={open === 'help'} onClose={() => setOpen(undefined)} />
      </Tooltip.Provider>
    </SiteContext>
  )
}
