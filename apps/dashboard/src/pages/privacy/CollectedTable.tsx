import { COLUMN_NAMES, COLUMNS, type ColumnName, SESSION_ID_DAYS } from '@lethe/catalogue'
import { useState } from 'react'
import { plural } from '../../format/format.ts'

const SENSITIVITY_WORDS = { none: 'None', technical: 'Technical', personal: 'Personal' } as const

const byPurpose = (search: string): readonly [string, readonly ColumnName[]][] => {
  const wanted = search.toLowerCase()
  const groups = new Map<string, ColumnName[]>()
  for (const name of COLUMN_NAMES) {
    const { label, description, purpose } = COLUMNS[name]
    if (!`${label} ${description} ${purpose}`.toLowerCase().includes(wanted)) continue
    groups.set(purpose, [...(groups.get(purpose) ?? []), name])
  }
  return [...groups]
}

const daysKept = (name: ColumnName, retentionDays: number) =>
  COLUMNS[name].retention === 'row' ? retentionDays : Math.min(retentionDays, SESSION_ID_DAYS)

/** Every stored field with its purpose, sensitivity and retention: the catalogue itself, so it cannot go out of date. */
export function CollectedTable({ retentionDays }: { readonly retentionDays: number }) {
  const [search, setSearch] = useState('')
  const groups = byPurpose(search)
  return (
    <section className="panel" aria-labelledby="collected">
      <header className="panel-head">
        <h2 id="collected" className="panel-title">
          What is collected, and why
        </h2>
        <input
          className="input group-search"
          type="search"
          aria-label="Search fields"
          placeholder="Search fields"
          data-panel-search
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-labelledby="collected">
        <table className="table table-fit collected">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">What it holds</th>
              <th scope="col">Sensitivity</th>
              <th scope="col">Kept for</th>
            </tr>
          </thead>
          {groups.map(([purpose, names]) => (
            <tbody key={purpose}>
              <tr>
                <th scope="rowgroup" colSpan={4} className="purpose">
                  {purpose}
                </th>
              </tr>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">
                    {COLUMNS[name].label}
                    <code className="column-name">{name}</code>
                  </th>
                  <td className="wrap">{COLUMNS[name].description}</td>
                  <td>{SENSITIVITY_WORDS[COLUMNS[name].sensitivity]}</td>
                  <td>{plural(daysKept(name, retentionDays), 'day')}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  )
}
