import { Switch } from 'radix-ui'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface Common {
  readonly label: string
  readonly hint?: ReactNode
}

/** A labelled text field with its hint below. */
export function TextField({ label, hint, ...input }: Common & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })} {...input} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

/** A labelled field of several lines with its hint below. */
export function AreaField({ label, hint, ...area }: Common & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className="input" {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })} {...area} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

/** A labelled native list: works with every keyboard, reader and phone. */
export function SelectField({ label, hint, children, ...select }: Common & ComponentProps<'select'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })} {...select}>
        {children}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

interface ToggleProps extends Common {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** A switch with its explanation. */
export function Toggle({ label, hint, isOn, onChange }: ToggleProps) {
  const id = useId()
  return (
    <div className="toggle-row">
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="field-hint">
            {hint}
          </p>
        )}
      </div>
      <Switch.Root
        id={id}
        className="switch"
        checked={isOn}
        onCheckedChange={onChange}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  )
}
