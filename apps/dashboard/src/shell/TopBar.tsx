import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { paths } from '../paths.ts'
import { Logo } from '../ui/Logo.tsx'
import { NoticeBanner } from './NoticeBanner.tsx'

// Menus bring their positioning code along; the first page needs none of it to be read.
const AccountMenu = lazy(async () => ({ default: (await import('./AccountMenu.tsx')).AccountMenu }))

interface Props {
  readonly start?: ReactNode
  readonly middle?: ReactNode
  readonly end?: ReactNode
  readonly onHelp?: () => void
}

/** The bar at the top of every signed-in page, and below it what the server's owner must mend. */
export function TopBar({ start, middle, end, onHelp }: Props) {
  return (
    <>
      <header className="topbar">
        <a className="skip" href="#main">
          Skip to content
        </a>
        <div className="topbar-inner">
          <Link to={paths.sites()} className="brand" aria-label="Lethe, all sites">
            <Logo />
            {start === undefined && <span>Lethe</span>}
          </Link>
          {start}
          {middle}
          <div className="topbar-end">
            {end}
            <Suspense fallback={<span className="button button-quiet button-icon" />}>
              <AccountMenu {...(onHelp && { onHelp })} />
            </Suspense>
          </div>
        </div>
      </header>
      <NoticeBanner />
    </>
  )
}
