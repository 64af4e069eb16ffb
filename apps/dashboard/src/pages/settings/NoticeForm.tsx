import { NOTICE_LIMITS, type PrivacyNotice, privacyPagePath, type Site, type SubProcessor } from '@lethe/catalogue'
import { type FormEvent, useState } from 'react'
import { AreaField, TextField } from '../../ui/Field.tsx'
import { SaveRow } from './SaveRow.tsx'
import { useSaveSite } from './use-save-site.ts'

const NOBODY: SubProcessor = { name: '', country: '', purpose: '' }

/** What only the operator can say on the public privacy page. */
export function NoticeForm({ site }: { readonly site: Site }) {
  const [notice, setNotice] = useState(site.privacy_notice)
  const save = useSaveSite(site, () => ({ name: site.name, privacy_notice: withoutBlanks(notice) }))
  const set = (change: Partial<PrivacyNotice>) => {
    save.reset()
    setNotice({ ...notice, ...change })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="panel padded form" onSubmit={submit} aria-labelledby="notice">
      <div>
        <h2 id="notice">Page for your visitors</h2>
        <p className="faint">
          <a href={privacyPagePath(site.client_key)} target="_blank" rel="noreferrer">
            A public page
          </a>{' '}
          says what this site collects, and how to refuse. Link to it from your privacy policy. What is typed here is
          shown there to everybody.
        </p>
      </div>
      <Operator notice={notice} set={set} />
      <Processors processors={notice.sub_processors} set={(sub_processors) => set({ sub_processors })} />
      <SaveRow save={save} />
    </form>
  )
}

/** Rows that were added and left empty are not sent. */
const withoutBlanks = (notice: PrivacyNotice): PrivacyNotice => ({
  ...notice,
  sub_processors: notice.sub_processors.filter(
    ({ name, country, purpose }) => `${name}${country}${purpose}`.trim() !== '',
  ),
})

interface OperatorProps {
  readonly notice: PrivacyNotice
  readonly set: (change: Partial<PrivacyNotice>) => void
}

function Operator({ notice, set }: OperatorProps) {
  return (
    <>
      <TextField
        label="Operator"
        hint="Who runs the website: a person or a company."
        maxLength={NOTICE_LIMITS.operator}
        value={notice.operator}
        onChange={(event) => set({ operator: event.target.value })}
      />
      <AreaField
        label="Contact"
        hint="An email address, a web address, or a postal one."
        rows={3}
        maxLength={NOTICE_LIMITS.contact}
        value={notice.contact}
        onChange={(event) => set({ contact: event.target.value })}
      />
      <TextField
        label="Where the data is stored"
        placeholder="Frankfurt, Germany"
        maxLength={NOTICE_LIMITS.storage_location}
        value={notice.storage_location}
        onChange={(event) => set({ storage_location: event.target.value })}
      />
      <TextField
        label="Address of the website"
        type="url"
        placeholder="https://www.example.org/"
        hint="The links by which visitors opt out lead there: only pages of the website itself can keep the choice."
        maxLength={NOTICE_LIMITS.website_url}
        value={notice.website_url}
        onChange={(event) => set({ website_url: event.target.value })}
      />
    </>
  )
}

interface ProcessorsProps {
  readonly processors: readonly SubProcessor[]
  readonly set: (processors: readonly SubProcessor[]) => void
}

function Processors({ processors, set }: ProcessorsProps) {
  const change = (at: number, part: Partial<SubProcessor>) =>
    set(processors.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="processors">
      <legend>Who works on the data for you</legend>
      <p className="faint">For example the company whose server this runs on.</p>
      {processors.map((processor, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <fieldset key={at} className="processor" aria-label={`Sub-processor ${at + 1}`}>
          {(['name', 'country', 'purpose'] as const).map((part) => (
            <TextField
              key={part}
              label={{ name: 'Name', country: 'Country', purpose: 'Purpose' }[part]}
              required={part === 'name'}
              maxLength={NOTICE_LIMITS[part]}
              value={processor[part]}
              onChange={(event) => change(at, { [part]: event.target.value })}
            />
          ))}
          <button
            type="button"
            className="button"
            aria-label={`Remove sub-processor ${at + 1}`}
            onClick={() => set(processors.filter((_, index) => index !== at))}
          >
            Remove
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="button"
        disabled={processors.length >= NOTICE_LIMITS.sub_processors}
        onClick={() => set([...processors, NOBODY])}
      >
        Add a sub-processor
      </button>
    </fieldset>
  )
}
