import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { aboutQuery, sitesQuery } from '../../api/queries.ts'
import { Footer } from '../../shell/Footer.tsx'
import { TopBar } from '../../shell/TopBar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SiteCard } from './SiteCard.tsx'

const AddSiteDialog = lazy(async () => ({ default: (await import('./AddSiteDialog.tsx')).AddSiteDialog }))

/** All sites as cards. */
export function SitesPage() {
  const { data: sites, error } = useQuery(sitesQuery)
  const [isAdding, setIsAdding] = useState(false)
  useEffect(() => {
    document.title = 'Sites · Lethe'
  }, [])
  return (
    <>
      <TopBar />
      <main className="page" id="main">
        <header className="page-head">
          <h1>Sites</h1>
          {sites !== undefined && sites.length > 0 && <AddButton onClick={() => setIsAdding(true)} />}
        </header>
        {error !== null && sites === undefined && <ProblemNote error={error} />}
        {sites?.length === 0 && <FirstSite onAdd={() => setIsAdding(true)} />}
        <ul className="site-cards">
          {sites === undefined && error === null && (
            <li className="panel site-card" aria-hidden="true">
              <Skeleton width={140} height={18} />
            </li>
          )}
          {sites?.map((site) => (
            <SiteCard key={site.key} site={site} />
          ))}
        </ul>
      </main>
      <Footer />
      {isAdding && (
        <Suspense>
          <AddSiteDialog isOpen onClose={() => setIsAdding(false)} />
        </Suspense>
      )}
    </>
  )
}

function AddButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className="button button-main" onClick={onClick}>
      <Icon name="plus" />
      Add a site
    </button>
  )
}

function FirstSite({ onAdd }: { readonly onAdd: () => void }) {
  const { data: about } = useQuery(aboutQuery)
  return (
    <section className="panel first-site">
      <h2>Add your first site</h2>
      <p>
        Give it a name, paste two lines of script into its pages, and this page shows the first visit as it arrives:
        pages, sources, countries, speed and errors, without a cookie and without a banner of ours.
      </p>
      <AddButton onClick={onAdd} />
      {about?.demo_url != null && (
        <p className="faint">
          Only looking around? Visit the <a href={about.demo_url}>demo shop</a>.
        </p>
      )}
    </section>
  )
}
