import { LEARN_PATHS_LIMIT, SCRUB_REPLACEMENTS, type ScrubReplacement, type Site } from '@lethe/catalogue'
import { type FormEvent, useState } from 'react'
import { AreaField, SelectField, TextField, Toggle } from '../../ui/Field.tsx'
import { SaveRow } from './SaveRow.tsx'
import { refusedText, type ScrubDraft, scrubDraftOf, scrubSettingsOf } from './scrub-draft.ts'
import { useSaveSite } from './use-save-site.ts'

type Learning = Pick<Site, 'learn_paths' | 'learn_paths_limit'>

interface PartProps {
  readonly draft: ScrubDraft
  readonly set: (change: Partial<ScrubDraft>) => void
}

/** What is taken out of this site's values besides the rule, and what is not. */
export function ScrubForm({ site }: { readonly site: Site }) {
  const [draft, setDraft] = useState(() => scrubDraftOf(site.scrub_settings))
  const [learning, setLearning] = useState<Learning>(site)
  const { learn_paths, learn_paths_limit } = learning
  const save = useSaveSite(site, () => ({
    name: site.name,
    scrub_settings: scrubSettingsOf(draft),
    learn_paths,
    learn_paths_limit,
  }))
  const refused = refusedText(save.error, scrubSettingsOf(draft))
  const set = (change: Partial<ScrubDraft>) => {
    save.reset()
    setDraft({ ...draft, ...change })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="panel padded form" onSubmit={submit} aria-labelledby="scrubbing">
      <div>
        <h2 id="scrubbing">Depersonalisation</h2>
        <p className="faint">
          Email addresses, phone numbers, names and the like are taken out of everything before it is stored. Changes
          count from the next visit on; the privacy page has a box to try them. Emails, payment cards, bank accounts, IP
          addresses and tokens of a known form are never kept.
        </p>
      </div>
      <Keys draft={draft} set={set} />
      <Texts draft={draft} set={set} />
      <LearnFields
        learning={learning}
        set={(change) => {
          save.reset()
          setLearning({ ...learning, ...change })
        }}
      />
      <SaveRow save={save} problem={refused} />
    </form>
  )
}

function LearnFields({ learning, set }: { learning: Learning; set: (change: Partial<Learning>) => void }) {
  return (
    <>
      <Toggle
        label="Learn paths with too many values"
        hint="Where the pages under a path are more than a number that you set, what differs is stored as *: /users/*. Pages of a catalogue or a blog may be as many; what was learnt is listed below and can be forgotten. The first part of a path is never collapsed."
        isOn={learning.learn_paths}
        onChange={(learn_paths) => set({ learn_paths })}
      />
      {learning.learn_paths && (
        <TextField
          label="Different values that are too many"
          type="number"
          min={LEARN_PATHS_LIMIT.min}
          max={LEARN_PATHS_LIMIT.max}
          step={1}
          required
          hint="So many are stored as they are; the next one makes it a *."
          value={Number.isNaN(learning.learn_paths_limit) ? '' : learning.learn_paths_limit}
          onChange={(event) => set({ learn_paths_limit: event.target.valueAsNumber })}
        />
      )}
    </>
  )
}

function Keys({ draft, set }: PartProps) {
  return (
    <>
      <TextField
        label="Keys that are dropped"
        placeholder="note, comment"
        hint="Event properties, query keys and campaign parameters with these names are not stored. Separate them by commas."
        value={draft.drop_keys}
        onChange={(event) => set({ drop_keys: event.target.value })}
      />
      <TextField
        label="Keys that are kept"
        placeholder="sku, product_name"
        hint="Their values look personal and are not, such as article numbers. What the script in the browser replaces stays replaced."
        value={draft.keep_keys}
        onChange={(event) => set({ keep_keys: event.target.value })}
      />
    </>
  )
}

function Texts({ draft, set }: PartProps) {
  return (
    <>
      <AreaField
        label="Paths that are kept"
        placeholder={'/artists/*\n/team/founders'}
        hint="Pages named after what looks like people or numbers and is public. One a line; a * at the end stands for anything."
        rows={3}
        value={draft.keep_paths}
        onChange={(event) => set({ keep_paths: event.target.value })}
      />
      <AreaField
        label="Own patterns"
        placeholder="CUST-\d{4,8}"
        hint="RE2 expressions, one a line, for what only this site knows, such as customer numbers. What matches becomes [custom]. A pattern sees one path segment, value or text at a time."
        rows={3}
        spellCheck={false}
        value={draft.patterns}
        onChange={(event) => set({ patterns: event.target.value })}
      />
      <SelectField
        label="In place of what is taken out"
        hint="Of addresses, campaigns and properties. Error messages and event names always keep a placeholder."
        value={draft.replacement}
        onChange={(event) => set({ replacement: event.target.value as ScrubReplacement })}
      >
        {Object.entries(SCRUB_REPLACEMENTS).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </SelectField>
    </>
  )
}
