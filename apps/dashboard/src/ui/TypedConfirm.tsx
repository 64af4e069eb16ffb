import { type FormEvent, useState } from 'react'
import { TextField } from './Field.tsx'
import { FormProblem } from './Problem.tsx'

interface TypedConfirmProps {
  /** What must be typed. */
  readonly name: string
  readonly action: string
  readonly error: Error | null
  readonly isPending: boolean
  readonly onConfirm: () => void
}

/** A form for what cannot be undone: its button works once the name was typed. */
export function TypedConfirm({ name, action, error, isPending, onConfirm }: TypedConfirmProps) {
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onConfirm()
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={`Type “${name}” to confirm`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <FormProblem error={error} />
      <button type="submit" className="button button-danger" disabled={typed.trim() !== name || isPending}>
        {isPending ? 'Deleting…' : action}
      </button>
    </form>
  )
}
