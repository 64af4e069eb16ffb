import { useSite } from '../../api/use-report.ts'
import { InstallCheck } from '../sites/InstallCheck.tsx'
import { DataSection } from './DataSection.tsx'
import { DeleteSite } from './DeleteSite.tsx'
import { FilterForm } from './FilterForm.tsx'
import { LearntPaths } from './LearntPaths.tsx'
import { NoticeForm } from './NoticeForm.tsx'
import { ScrubForm } from './ScrubForm.tsx'
import { SettingsForm } from './SettingsForm.tsx'

/** Everything an owner may change about a site. */
export function SettingsPage() {
  const site = useSite()
  return (
    <div className="narrow">
      <h1>Settings</h1>
      <section className="panel padded" aria-labelledby="settings-install">
        <h2 id="settings-install">Snippet</h2>
        <InstallCheck siteKey={site.key} />
      </section>
      <SettingsForm key={site.key} site={site} />
      <FilterForm key={`filters-${site.key}`} site={site} />
      <ScrubForm key={`scrub-${site.key}`} site={site} />
      <LearntPaths site={site} />
      <NoticeForm key={`notice-${site.key}`} site={site} />
      <DataSection key={`data-${site.key}`} site={site} />
      <DeleteSite site={site} />
    </div>
  )
}
