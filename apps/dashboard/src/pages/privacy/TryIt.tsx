import {
  TRIAL_CHARS,
  TRIAL_PLACES,
  TRIAL_POSITION_NAMES,
  type TrialPosition,
  type TrialRequest,
} from '@lethe/catalogue'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { tryText } from '../../api/scrub-queries.ts'
import { useSite } from '../../api/use-report.ts'
import { AreaField, SelectField, TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Problem.tsx'
import { TrialResult } from './TrialResult.tsx'

type Draft = Required<TrialRequest>

/** Paste something, see what would be stored of it. */
export function TryIt() {
  const site = useSite()
  const [draft, setDraft] = useState<Draft>({ position: 'path', key: '', text: '' })
  const trial = useMutation({
    mutationFn: (request: TrialRequest) => tryText(site.key, request),
    // What was pasted may be personal: nothing of it outlives the page.
    gcTime: 0,
  })
  const set = (change: Partial<Draft>) => {
    trial.reset()
    setDraft({ ...draft, ...change })
  }
  return (
    <section className="panel padded" aria-labelledby="try-it">
      <div>
        <h2 id="try-it" className="panel-title try-title">
          Try it
        </h2>
        <p className="field-hint">See what would be stored of a text. It is sent to this server only, and not kept.</p>
      </div>
      <form
        className="form"
        aria-labelledby="try-it"
        onSubmit={(event) => {
          event.preventDefault()
          trial.mutate(draft)
        }}
      >
        <Fields draft={draft} set={set} />
        <FormProblem error={trial.error} />
        <div className="form-end">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => set({ text: TRIAL_PLACES[draft.position].example })}
          >
            Use the example
          </button>
          <button type="submit" className="button button-main" disabled={trial.isPending}>
            {trial.isPending ? 'Trying…' : 'Try'}
          </button>
        </div>
      </form>
      <div role="status">
        {trial.data && trial.variables && (
          <TrialResult
            answer={trial.data}
            input={trial.variables.text}
            refusal={TRIAL_PLACES[trial.variables.position].refusal}
          />
        )}
      </div>
    </section>
  )
}

function Fields({ draft, set }: { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void }) {
  const place = TRIAL_PLACES[draft.position]
  return (
    <>
      <div className={place.key_label === null ? '' : 'form-pair'}>
        <SelectField
          label="What it is"
          value={draft.position}
          onChange={(event) => set({ position: event.target.value as TrialPosition, key: '' })}
        >
          {TRIAL_POSITION_NAMES.map((position) => (
            <option key={position} value={position}>
              {TRIAL_PLACES[position].label}
            </option>
          ))}
        </SelectField>
        {place.key_label !== null && (
          <TextField
            label={place.key_label}
            maxLength={64}
            placeholder={draft.position === 'utm' ? 'utm_source' : 'customer_name'}
            autoComplete="off"
            value={draft.key}
            onChange={(event) => set({ key: event.target.value })}
          />
        )}
      </div>
      <AreaField
        label="Text"
        style={{ fontFamily: 'var(--mono)' }}
        rows={3}
        required
        maxLength={TRIAL_CHARS}
        placeholder={place.example}
        spellCheck={false}
        autoComplete="off"
        value={draft.text}
        onChange={(event) => set({ text: event.target.value })}
      />
    </>
  )
}
