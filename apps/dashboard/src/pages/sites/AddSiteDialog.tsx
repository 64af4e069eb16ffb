import type { Site } from '@lethe/catalogue'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sitesQuery, writes } from '../../api/queries.ts'
import { ownTimezone } from '../../format/time.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Problem.tsx'
import { InstallCheck } from './InstallCheck.tsx'
import { TimezoneField } from './TimezoneField.tsx'

/** Two steps: name the site, then paste the snippet and watch for the first pageview. */
export function AddSiteDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [site, setSite] = useState<Site>()
  const close = () => {
    onClose()
    setSite(undefined)
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      size="large"
      title={site === undefined ? 'Add a site' : `Install on ${site.name}`}
    >
      {site === undefined ? (
        <NameForm onMade={setSite} />
      ) : (
        <>
          <InstallCheck siteKey={site.key} />
          <div className="form-end">
            <Link to={paths.site(site.key)} search={{ period: 'today' } as never} className="button button-main">
              Open the dashboard
            </Link>
          </div>
        </>
      )}
    </Dialog>
  )
}

function NameForm({ onMade }: { readonly onMade: (site: Site) => void }) {
  const [name, setName] = useState('')
  const [timezone, setTimezone] = useState(ownTimezone)
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: writes.addSite,
    onSuccess: async (site) => {
      onMade(site)
      await client.invalidateQueries(sitesQuery)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ name, timezone })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label="Name"
        required
        maxLength={100}
        placeholder="shop.example"
        hint="The name of the site as you call it; its domain is a good one."
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TimezoneField value={timezone} onChange={setTimezone} />
      <FormProblem error={add.error} />
      <div className="form-end">
        <button type="submit" className="button button-main" disabled={add.isPending}>
          {add.isPending ? 'Adding…' : 'Add site'}
        </button>
      </div>
    </form>
  )
}
