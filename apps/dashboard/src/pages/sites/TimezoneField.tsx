import { useMemo } from 'react'
import { timezones } from '../../format/time.ts'
import { SelectField } from '../../ui/Field.tsx'

/** The time zone whose midnight ends a site's day. */
export function TimezoneField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (zone: string) => void
}) {
  const zones = useMemo(timezones, [])
  return (
    <SelectField
      label="Time zone"
      hint="Days begin and end, and visitors are forgotten, at midnight of this zone."
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {!zones.includes(value) && <option value={value}>{value}</option>}
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </SelectField>
  )
}
