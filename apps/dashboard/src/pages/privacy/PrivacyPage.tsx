import { privacyPagePath, SESSION_ID_DAYS } from '@lethe/catalogue'
import { useSite } from '../../api/use-report.ts'
import { plural } from '../../format/format.ts'
import { AbuseLog } from './AbuseLog.tsx'
import { CollectedTable } from './CollectedTable.tsx'
import { OutcomeTable } from './OutcomeTable.tsx'
import { OverflowTable } from './OverflowTable.tsx'
import { ScrubTable } from './ScrubTable.tsx'
import { TryIt } from './TryIt.tsx'

/** What do you keep about my visitors? */
export function PrivacyPage() {
  const site = useSite()
  return (
    <>
      <h1>Privacy</h1>
      <ul className="promises">
        <li>
          <b>Nothing on the visitor’s device.</b> No cookie, no web storage, no cache identifier; only an opt-out, when
          the visitor asks for one.
        </li>
        <li>
          <b>No IP address, no user agent.</b> They give a country and a browser name, then they are dropped.
        </li>
        <li>
          <b>Forgotten at midnight</b> of {site.timezone.replaceAll('_', ' ')}. Nothing links one day to the next.
        </li>
        <li>
          <b>Kept for {plural(site.retention_days, 'day')}</b>, then deleted from the disk within about four hours.
          Session ids are random and go after {plural(Math.min(site.retention_days, SESSION_ID_DAYS), 'day')}.
        </li>
      </ul>
      <p>
        <a href={privacyPagePath(site.client_key)} target="_blank" rel="noreferrer">
          The public page for your visitors
        </a>{' '}
        says all this in their words, and how to refuse. Your part of it is in the settings.
      </p>
      <ScrubTable />
      <TryIt />
      <OutcomeTable />
      <OverflowTable />
      <AbuseLog />
      <CollectedTable retentionDays={site.retention_days} />
    </>
  )
}
