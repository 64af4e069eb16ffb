import { OTHER_VALUE } from '@lethe/catalogue'
import { useSite } from '../api/use-report.ts'
import { plural } from '../format/format.ts'

/** Why nothing is shown where something might be, under the site's threshold. */
export function TooFew() {
  const { k_threshold } = useSite()
  return <>Fewer than {plural(k_threshold, 'session')}, or none: the settings of this site hide what so few did.</>
}

/** What the row of folded values is. */
export function FoldedNote({ count }: { readonly count: number }) {
  const { k_threshold } = useSite()
  return (
    <p className="faint">
      {OTHER_VALUE} is {plural(count, 'value')} with fewer than {plural(k_threshold, 'session')} each. Click to filter
      by them.
    </p>
  )
}
