import { Popover } from 'radix-ui'
import { type FormEvent, useState } from 'react'
import { TextField, Toggle } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { PERIODS, periodLabel } from '../view/periods.ts'
import { useView } from '../view/use-view.ts'

interface Props {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

/** The period, its comparison, and two dates for any other range. */
export function PeriodPicker({ isOpen, onOpenChange }: Props) {
  const { view, change } = useView()
  const pick = (period: (typeof PERIODS)[number]['period']) => {
    change({ period, start: undefined, end: undefined })
    onOpenChange(false)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger className="button period-button">
        <span className="visually-hidden">Period: </span>
        {periodLabel(view)}
        <Icon name="chevron" size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="end" sideOffset={6} collisionPadding={12} aria-label="Period">
          <ul className="menu-list">
            {PERIODS.map(({ period, label, key }) => (
              <li key={period}>
                <button
                  type="button"
                  className="menu-item"
                  aria-pressed={view.period === period}
                  onClick={() => pick(period)}
                >
                  {label}
                  <kbd>{key.toUpperCase()}</kbd>
                </button>
              </li>
            ))}
          </ul>
          <CustomPeriod onDone={() => onOpenChange(false)} />
          <div className="popover-foot">
            <Toggle
              label="Compare with the period before"
              isOn={view.compare}
              onChange={(compare) => change({ compare })}
            />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function CustomPeriod({ onDone }: { readonly onDone: () => void }) {
  const { view, change } = useView()
  const [start, setStart] = useState(view.start ?? '')
  const [end, setEnd] = useState(view.end ?? '')
  const apply = (event: FormEvent) => {
    event.preventDefault()
    change({ period: 'custom', start, end })
    onDone()
  }
  return (
    <form className="custom-period" onSubmit={apply}>
      <TextField
        label="From"
        type="date"
        required
        value={start}
        max={end}
        onChange={(event) => setStart(event.target.value)}
      />
      <TextField
        label="To"
        type="date"
        required
        value={end}
        min={start}
        onChange={(event) => setEnd(event.target.value)}
      />
      <button type="submit" className="button">
        Apply
      </button>
    </form>
  )
}
