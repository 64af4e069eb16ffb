import type { Filter } from '@lethe/catalogue'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { RawSearch } from './search-string.ts'
import { parseView, printView, type TabKey, toggleFilter, type View, type ViewChange } from './view.ts'

/** The view in the address, and the ways to change it; every change is a step that Back undoes. */
export function useView() {
  const search = useSearch({ strict: false }) as RawSearch
  const navigate = useNavigate()
  const view = useMemo(() => parseView(search), [search])
  const change = useCallback(
    (next: ViewChange | ((view: View) => ViewChange)) =>
      void navigate({
        to: '.',
        search: ((before: RawSearch) => {
          const now = parseView(before)
          const step = typeof next === 'function' ? next(now) : next
          return printView({ ...now, ...step } as View)
        }) as never,
        resetScroll: false,
      }),
    [navigate],
  )
  const toggle = useCallback(
    (filter: Filter) => change((now) => ({ filters: toggleFilter(now.filters, filter), more: undefined })),
    [change],
  )
  const setTab = useCallback(
    (key: TabKey, tab: string) => change((now) => ({ tabs: { ...now.tabs, [key]: tab } })),
    [change],
  )
  return { view, change, toggle, setTab }
}
