import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { LoginPage } from './pages/entry/LoginPage.tsx'
import { SetupPage } from './pages/entry/SetupPage.tsx'
import { BrokenPage, MissingPage } from './pages/entry/TroublePages.tsx'
import { SitesPage } from './pages/sites/SitesPage.tsx'
import { Gate } from './shell/Gate.tsx'
import { parseSearchString, printSearchString } from './view/search-string.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage, errorComponent: BrokenPage })
const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage })
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage })
const gate = createRoute({ getParentRoute: () => root, id: 'gate', component: Gate })
const sites = createRoute({ getParentRoute: () => gate, path: '/', component: SitesPage })
const site = createRoute({
  getParentRoute: () => gate,
  path: '/sites/$key',
  component: lazyRouteComponent(() => import('./shell/SiteFrame.tsx'), 'SiteFrame'),
})
const overview = createRoute({
  getParentRoute: () => site,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview/OverviewPage.tsx'), 'OverviewPage'),
})
const performance = createRoute({
  getParentRoute: () => site,
  path: '/performance',
  component: lazyRouteComponent(() => import('./pages/performance/PerformancePage.tsx'), 'PerformancePage'),
})
const errors = createRoute({
  getParentRoute: () => site,
  path: '/errors',
  component: lazyRouteComponent(() => import('./pages/errors/ErrorsPage.tsx'), 'ErrorsPage'),
})
const privacy = createRoute({
  getParentRoute: () => site,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./pages/privacy/PrivacyPage.tsx'), 'PrivacyPage'),
})
const settings = createRoute({
  getParentRoute: () => site,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})

/** All routes, in code: the tree is small and reads top to bottom. */
export const router = createRouter({
  routeTree: root.addChildren([
    login,
    setup,
    gate.addChildren([sites, site.addChildren([overview, performance, errors, privacy, settings])]),
  ]),
  parseSearch: parseSearchString,
  stringifySearch: printSearchString,
  defaultPreload: 'intent',
  scrollRestoration: true,
})
