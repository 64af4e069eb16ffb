import type { Site } from '@lethe/catalogue'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { siteQuery, sitesQuery, writes } from '../../api/queries.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TypedConfirm } from '../../ui/TypedConfirm.tsx'

/** Deletes a site with everything it has stored, once its name was typed. */
export function DeleteSite({ site }: { readonly site: Site }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="panel padded delete-site" aria-labelledby="delete-site">
      <div>
        <h2 id="delete-site">Delete this site</h2>
        <p className="faint">All its figures are deleted from the disk. This cannot be undone.</p>
      </div>
      <button type="button" className="button button-danger" onClick={() => setIsOpen(true)}>
        Delete…
      </button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Delete ${site.name}?`}
        description="The site, its settings and all its stored figures are deleted for good."
      >
        <ConfirmForm site={site} />
      </Dialog>
    </section>
  )
}

function ConfirmForm({ site }: { readonly site: Site }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => writes.deleteSite(site.key),
    onSuccess: async () => {
      await navigate({ to: paths.sites(), replace: true })
      // Back must not show what is no longer there.
      client.removeQueries({ queryKey: siteQuery(site.key).queryKey })
      await client.invalidateQueries(sitesQuery)
    },
  })
  return (
    <TypedConfirm
      name={site.name}
      action="Delete the site and its data"
      error={remove.error}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate()}
    />
  )
}
