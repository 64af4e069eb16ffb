import { Tabs } from 'radix-ui'

export interface Tab<T extends string = string> {
  readonly value: T
  readonly label: string
}

/** The row of tabs above a panel; arrow keys move between them. */
export function TabList({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <Tabs.List className="tabs" aria-label={label}>
      {tabs.map(({ value, label: text }) => (
        <Tabs.Trigger key={value} value={value} className="tab">
          {text}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  )
}
