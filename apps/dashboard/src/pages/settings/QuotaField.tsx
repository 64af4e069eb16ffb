import { QUOTA_ITEMS, type Site } from '@lethe/catalogue'
import { useQuery } from '@tanstack/react-query'
import { quotaQuery } from '../../api/limit-queries.ts'
import { plural } from '../../format/format.ts'
import { TextField } from '../../ui/Field.tsx'

interface QuotaFieldProps {
  readonly site: Site
  /** NaN for no quota. */
  readonly value: number
  readonly onChange: (value: number) => void
}

/** Most items of a day, and how many there are today. */
export function QuotaField({ site, value, onChange }: QuotaFieldProps) {
  const { data } = useQuery(quotaQuery(site.key))
  const today = data && ` Today: ${plural(data.item_count, 'item')}.`
  return (
    <TextField
      label="Items stored in a day, at most"
      type="number"
      min={QUOTA_ITEMS.min}
      max={QUOTA_ITEMS.max}
      step={1}
      placeholder="no limit"
      hint={`Pageviews, events, vitals and the like; what comes after is refused until midnight of ${site.timezone.replaceAll('_', ' ')}. Empty sets no limit.${today ?? ''}`}
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  )
}
