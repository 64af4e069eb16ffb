import { useQuery } from '@tanstack/react-query'
import { siteQuery } from '../../api/queries.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useDemoUrl } from './use-demo-url.ts'

const POLL_MS = 2_000

/** The snippet, and a look every two seconds whether the first pageview has come. */
export function InstallCheck({ siteKey }: { readonly siteKey: string }) {
  const { data: site } = useQuery({
    ...siteQuery(siteKey),
    refetchInterval: ({ state }) => (state.data?.first_pageview_at == null ? POLL_MS : false),
  })
  const demoUrl = useDemoUrl(site)
  if (demoUrl !== undefined && site !== undefined)
    return (
      <div className="install">
        <p>
          The demo shop carries the script already. Open it, look around and come back:{' '}
          <a href={demoUrl} target="_blank" rel="noreferrer">
            demo shop
          </a>
        </p>
        <InstallState isSeen={site.first_pageview_at !== null} isLocalFiltered={site.filter_localhost} />
      </div>
    )
  return (
    <div className="install">
      <p>
        Paste this into the <code>&lt;head&gt;</code> of every page:
      </p>
      {site?.snippet === undefined ? <Skeleton height={112} /> : <Snippet text={site.snippet} />}
      <InstallState isSeen={site?.first_pageview_at != null} isLocalFiltered={site?.filter_localhost === true} />
    </div>
  )
}

/** A piece of code to paste. */
export function Snippet({ text }: { readonly text: string }) {
  return (
    <div className="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre className="code" tabIndex={0}>
        {text}
      </pre>
      <CopyButton text={text} label="Copy snippet" />
    </div>
  )
}

function InstallState({ isSeen, isLocalFiltered }: { readonly isSeen: boolean; readonly isLocalFiltered: boolean }) {
  return (
    <div className={`install-state ${isSeen ? 'is-seen' : ''}`} role="status">
      <span className="install-mark">{isSeen && <Icon name="check" />}</span>
      <div>
        <strong>{isSeen ? 'First pageview received' : 'Waiting for the first pageview…'}</strong>
        <p>
          {isSeen
            ? 'The script works. Figures appear within seconds of a visit.'
            : `Open a page of your site in another tab.${isLocalFiltered ? ' Visits on localhost are filtered unless the settings say otherwise.' : ''}`}
        </p>
      </div>
    </div>
  )
}
