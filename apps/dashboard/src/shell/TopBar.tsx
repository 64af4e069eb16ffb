import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { Logo } from '../ui/Logo.tsx'
import { AccountMenu } from './AccountMenu.tsx'

interface Props {
  readonly start?: ReactNode
  readonly middle?: ReactNode
  readonly end?: ReactNode
  readonly onHelp?: () => void
}

/** The bar at the top of every signed-in page. */
export function TopBar({ start, middle, end, onHelp }: Props) {
  return (
    <header className="topbar">
      <div className="topbar-inner">
        <Link to={paths.sites()} className="brand" aria-label="Lethe, all sites">
          <Logo />
          {start === undefined && <span>Lethe</span>}
        </Link>
        {start}
        {middle}
        <div className="topbar-end">
          {end}
          <AccountMenu {...(onHelp && { onHelp })} />
        </div>
      </div>
    </header>
  )
}
