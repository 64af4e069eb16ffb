import type { ReactNode } from 'react'
import { Logo } from '../../ui/Logo.tsx'

/** The plain card of the pages before signing in. */
export function EntryFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="entry">
      <div className="entry-card">
        <Logo size={36} />
        <h1>{title}</h1>
        {children}
      </div>
      <p className="entry-foot">Lethe forgets the visitor and keeps the facts.</p>
    </main>
  )
}
