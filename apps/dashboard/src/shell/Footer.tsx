import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../api/queries.ts'

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Version, and the attribution that the country data's licence asks for. */
export function Footer() {
  const { data } = useQuery(aboutQuery)
  return (
    <footer className="footer">
      <span>Lethe {data?.version ?? ''}</span>
      {data !== undefined && (
        <a href={data.geo.url} rel="noreferrer">
          IP geolocation by {data.geo.name}
          {data.geo.built_at !== null && `, ${MONTH.format(data.geo.built_at)}`}
        </a>
      )}
      <span>No cookies, no visitor ids.</span>
    </footer>
  )
}
