import { Link } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { ProblemNote } from '../../ui/Problem.tsx'
import { EntryFrame } from './EntryFrame.tsx'

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <EntryFrame title="No such page">
      <Link to={paths.sites()} className="button button-main">
        To your sites
      </Link>
    </EntryFrame>
  )
}

/** A page that could not be shown at all. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  return (
    <EntryFrame title="This page could not be shown">
      <ProblemNote error={error} />
      <button type="button" className="button button-main" onClick={() => location.reload()}>
        Reload
      </button>
    </EntryFrame>
  )
}
