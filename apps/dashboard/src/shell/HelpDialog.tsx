import { Dialog } from '../ui/Dialog.tsx'
import { Toggle } from '../ui/Field.tsx'
import { PERIODS } from '../view/periods.ts'
import { setShortcuts, useShortcutsOn } from './shortcuts.ts'

const KEYS = [
  ...PERIODS.map(({ key, label }) => ({ key: key.toUpperCase(), label })),
  { key: 'C', label: 'Choose a period' },
  { key: 'X', label: 'Comparison on or off' },
  { key: 'F', label: 'Add a filter' },
  { key: '/', label: 'Search in a panel' },
  { key: '1–5', label: 'Pages of the site' },
  { key: '← →', label: 'Read a focused chart' },
  { key: '?', label: 'This help' },
]

/** The keys, and the way to switch them off. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const areOn = useShortcutsOn()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keyboard">
      <dl className="keys">
        {KEYS.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Toggle
        label="Single-key shortcuts"
        hint="Switch them off when you use speech input."
        isOn={areOn}
        onChange={setShortcuts}
      />
    </Dialog>
  )
}
