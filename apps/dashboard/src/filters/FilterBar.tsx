import { Icon } from '../ui/Icon.tsx'
import { useView } from '../view/use-view.ts'
import { printFilter } from '../view/view.ts'
import { filterWords } from './operator-words.ts'

/** The filters as chips, each with its own way out. */
export function FilterBar({ onAdd }: { readonly onAdd: () => void }) {
  const { view, change } = useView()
  const { filters, environment } = view
  return (
    <section className="filter-bar" aria-label="Filters">
      <ul className="chips">
        {environment !== undefined && (
          <li className="chip">
            <span>
              Environment is <b>{environment}</b>
            </span>
            <ChipClose label="Back to production" onClick={() => change({ environment: undefined })} />
          </li>
        )}
        {filters.map((filter) => {
          const { name, operator, value } = filterWords(filter)
          return (
            <li key={printFilter(filter)} className="chip">
              <span>
                {name} {operator} <b>{value}</b>
              </span>
              <ChipClose
                label={`Remove filter ${name} ${operator} ${value}`}
                onClick={() =>
                  change((now) => ({ filters: now.filters.filter((one) => printFilter(one) !== printFilter(filter)) }))
                }
              />
            </li>
          )
        })}
      </ul>
      <button type="button" className="button button-quiet" onClick={onAdd}>
        <Icon name="filter" />
        Filter
      </button>
      {filters.length > 1 && (
        <button type="button" className="button button-quiet" onClick={() => change({ filters: [] })}>
          Clear all
        </button>
      )}
    </section>
  )
}

function ChipClose({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="chip-close" aria-label={label} onClick={onClick}>
      <Icon name="close" size={12} />
    </button>
  )
}
