import { K_THRESHOLD_MAX, RETENTION_CLASSES_DAYS, type Site } from '@lethe/catalogue'
import { type FormEvent, useState } from 'react'
import { plural } from '../../format/format.ts'
import { SelectField, TextField, Toggle } from '../../ui/Field.tsx'
import { TimezoneField } from '../sites/TimezoneField.tsx'
import { SaveRow } from './SaveRow.tsx'
import { changeOf, type Draft, draftOf, SWITCHES } from './settings-draft.ts'
import { useSaveSite } from './use-save-site.ts'

interface PartProps {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

/** Name, zone, switches and retention of a site. */
export function SettingsForm({ site }: { readonly site: Site }) {
  const [draft, setDraft] = useState(() => draftOf(site))
  const save = useSaveSite(site, () => changeOf(draft))
  const set = (change: Partial<Draft>) => {
    save.reset()
    setDraft({ ...draft, ...change })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="panel padded form" onSubmit={submit} aria-label="Settings of the site">
      <Basics draft={draft} set={set} />
      <fieldset className="toggles">
        <legend>What is counted</legend>
        {SWITCHES.map(({ key, label, hint }) => (
          <Toggle key={key} label={label} hint={hint} isOn={draft[key]} onChange={(isOn) => set({ [key]: isOn })} />
        ))}
      </fieldset>
      <Keeping draft={draft} set={set} />
      <SaveRow save={save} />
    </form>
  )
}

function Basics({ draft, set }: PartProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={100}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TimezoneField value={draft.timezone} onChange={(timezone) => set({ timezone })} />
    </>
  )
}

function Keeping({ draft, set }: PartProps) {
  return (
    <>
      <TextField
        label="Query keys kept in page addresses"
        placeholder="page, sort"
        hint="Everything else of a query is dropped in the browser. Separate keys by commas. The snippet names them: paste it again after a change."
        value={draft.query_params}
        onChange={(event) => set({ query_params: event.target.value })}
      />
      <SelectField
        label="Kept for"
        hint="Older rows are deleted from the disk, within a day. More days count for visits from then on; fewer also delete what is older now."
        value={draft.retention_days}
        onChange={(event) => set({ retention_days: Number(event.target.value) })}
      >
        {RETENTION_CLASSES_DAYS.map((days) => (
          <option key={days} value={days}>
            {plural(days, 'day')}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Fewest sessions of a value that is shown"
        type="number"
        min={0}
        max={K_THRESHOLD_MAX}
        step={1}
        required
        hint="Pages, countries and other values with fewer sessions in the period are put together as “(other)”, and filters that leave fewer find nothing. 0 shows every value."
        value={Number.isNaN(draft.k_threshold) ? '' : draft.k_threshold}
        onChange={(event) => set({ k_threshold: event.target.valueAsNumber })}
      />
    </>
  )
}
