import { INBOUND_FILTERS, type ListFilterName, type Site } from '@lethe/catalogue'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { tryFilters } from '../../api/filter-queries.ts'
import { AreaField, TextField, Toggle } from '../../ui/Field.tsx'
import { FilterTrial } from './FilterTrial.tsx'
import {
  type FilterDraft,
  filterChangeOf,
  filterDraftOf,
  inboundFiltersOf,
  LIST_FILTERS,
  refusedEntry,
  SITE_FILTERS,
  SWITCH_FILTERS,
} from './filter-draft.ts'
import { QuotaField } from './QuotaField.tsx'
import { SaveRow } from './SaveRow.tsx'
import { useSaveSite } from './use-save-site.ts'

interface PartProps {
  readonly draft: FilterDraft
  readonly set: (change: Partial<FilterDraft>) => void
}

/** What this site refuses before anything is stored, and what that would have refused of the last hour. */
export function FilterForm({ site }: { readonly site: Site }) {
  const [draft, setDraft] = useState(() => filterDraftOf(site))
  const filters = inboundFiltersOf(draft)
  const save = useSaveSite(site, () => filterChangeOf(site, draft))
  const trial = useMutation({ mutationFn: () => tryFilters(site.key, filters) })
  const set = (change: Partial<FilterDraft>) => {
    save.reset()
    trial.reset()
    setDraft({ ...draft, ...change })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="panel padded form" onSubmit={submit} aria-labelledby="inbound-filters">
      <div>
        <h2 id="inbound-filters">Inbound filters</h2>
        <p className="faint">
          What is refused is not stored, and counted by its reason on the privacy page. A change counts within 5
          seconds. One entry a line; an empty list refuses nothing.
        </p>
      </div>
      <div className="filter-lists">
        {LIST_FILTERS.map((name) => (
          <FilterList key={name} name={name} draft={draft} set={set} />
        ))}
      </div>
      <Switches draft={draft} set={set} />
      <TextField
        label="Sessions counted, in percent"
        type="number"
        min={1}
        max={100}
        step={1}
        required
        hint="Whole sessions are kept or left out, and figures are scaled back up."
        value={Number.isNaN(draft.sampling) ? '' : draft.sampling}
        onChange={(event) => set({ sampling: event.target.valueAsNumber })}
      />
      <QuotaField site={site} value={draft.quota} onChange={(quota) => set({ quota })} />
      <FilterTrial trial={trial} problem={refusedEntry(trial.error, filters)} />
      <SaveRow save={save} problem={refusedEntry(save.error, filters)} />
    </form>
  )
}

function FilterList({ name, draft, set }: PartProps & { readonly name: ListFilterName }) {
  const { label, help, example } = INBOUND_FILTERS[name]
  return (
    <AreaField
      label={label}
      hint={help}
      placeholder={example}
      rows={3}
      spellCheck={false}
      autoComplete="off"
      value={draft.lists[name]}
      onChange={(event) => set({ lists: { ...draft.lists, [name]: event.target.value } })}
    />
  )
}

function Switches({ draft, set }: PartProps) {
  return (
    <fieldset className="toggles">
      <legend>Left out</legend>
      {SITE_FILTERS.map(({ key, label, hint }) => (
        <Toggle key={key} label={label} hint={hint} isOn={draft[key]} onChange={(isOn) => set({ [key]: isOn })} />
      ))}
      {SWITCH_FILTERS.map((name) => (
        <Toggle
          key={name}
          label={INBOUND_FILTERS[name].label}
          hint={INBOUND_FILTERS[name].help}
          isOn={draft.switches[name] === true}
          onChange={(isOn) => set({ switches: { ...draft.switches, [name]: isOn } })}
        />
      ))}
    </fieldset>
  )
}
