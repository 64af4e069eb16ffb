import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  FILTER_OPERATORS,
  type FilterOperator,
  type QueryRow,
} from '@lethe/catalogue'
import { type FormEvent, useDeferredValue, useId, useState } from 'react'
import { useRows } from '../api/use-report.ts'
import { formatValue } from '../format/format.ts'
import { groupOf } from '../panels/RowList.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { useView } from '../view/use-view.ts'
import { makeFilter } from '../view/view.ts'
import { OPERATOR_WORDS } from './operator-words.ts'

const GROUPS = [
  { label: 'Of the session', scope: 'session' },
  { label: 'Of the page', scope: 'item' },
] as const

const NUMERIC: readonly FilterOperator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']
const TEXTUAL = FILTER_OPERATORS.filter((operator) => !['gt', 'gte', 'lt', 'lte'].includes(operator))

const operatorsOf = (dimension: DimensionName) => (DIMENSIONS[dimension].sql.startsWith('UInt') ? NUMERIC : TEXTUAL)

/** Builds a filter: dimension, operator, value with suggestions from the site's own data. */
export function FilterDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Filter">
      <FilterForm onDone={onClose} />
    </Dialog>
  )
}

function FilterForm({ onDone }: { readonly onDone: () => void }) {
  const { change } = useView()
  const [dimension, setDimension] = useState<DimensionName>('path')
  const [operator, setOperator] = useState<FilterOperator>('eq')
  const [value, setValue] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    const made =
      operator === 'in'
        ? { dimension, operator, value: value.split(',').map((one) => one.trim()) }
        : makeFilter(dimension, operator, value)
    if (made === undefined) return
    change((now) => ({ filters: [...now.filters, made] }))
    onDone()
  }
  return (
    <form onSubmit={add} className="form">
      <SelectField
        label="Dimension"
        value={dimension}
        hint={DIMENSIONS[dimension].description}
        onChange={(event) => {
          const next = event.target.value as DimensionName
          setDimension(next)
          setValue('')
          if (!operatorsOf(next).includes(operator)) setOperator('eq')
        }}
      >
        {GROUPS.map(({ label, scope }) => (
          <optgroup key={scope} label={label}>
            {DIMENSION_NAMES.filter((name) => DIMENSIONS[name].scope === scope).map((name) => (
              <option key={name} value={name}>
                {DIMENSIONS[name].label}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <SelectField
        label="Condition"
        value={operator}
        onChange={(event) => setOperator(event.target.value as FilterOperator)}
      >
        {operatorsOf(dimension).map((name) => (
          <option key={name} value={name}>
            {OPERATOR_WORDS[name]}
          </option>
        ))}
      </SelectField>
      <ValueField dimension={dimension} operator={operator} value={value} onChange={setValue} />
      <button type="submit" className="button button-main">
        Add filter
      </button>
    </form>
  )
}

interface ValueProps {
  readonly dimension: DimensionName
  readonly operator: FilterOperator
  readonly value: string
  readonly onChange: (value: string) => void
}

function ValueField({ dimension, operator, value, onChange }: ValueProps) {
  const id = useId()
  const search = useDeferredValue(operator === 'in' ? '' : value)
  const metric = DIMENSIONS[dimension].scope === 'session' ? 'session_count' : 'pageview_count'
  const { data } = useRows({ kind: 'search_options', aggregate: [metric], group_by: dimension, search, page_size: 12 })
  const options = (data?.data ?? []).map((row: QueryRow) => groupOf(row, dimension)).filter((one) => one !== '')
  return (
    <>
      <TextField
        label="Value"
        value={value}
        list={id}
        autoComplete="off"
        {...(operator === 'in' && { hint: 'Several values, separated by commas.' })}
        {...(operator === 'regex' && { hint: 'A regular expression (RE2).' })}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {options.map((option) => (
          <option key={option} value={option} label={formatValue(dimension, option)} />
        ))}
      </datalist>
    </>
  )
}
