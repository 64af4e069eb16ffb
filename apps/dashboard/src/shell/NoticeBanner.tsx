import { useQuery } from '@tanstack/react-query'
import { noticesQuery } from '../api/queries.ts'
import { useMayChange } from '../api/use-may-change.ts'
import { CopyButton } from '../ui/CopyButton.tsx'

/** What makes every figure wrong until the server's settings are mended; no cross closes it, only the mending does. */
export function NoticeBanner() {
  const mayMend = useMayChange()
  const { data: notices = [] } = useQuery({ ...noticesQuery, enabled: mayMend })
  return notices
    .filter((notice) => notice.setting !== null)
    .map(({ text, setting }) => (
      <aside key={setting} className="banner" aria-label="Visitors look like one">
        <div className="banner-inner">
          <strong>Visitors look like one</strong>
          <p>{text}</p>
          <div className="banner-line">
            <code className="code">{setting}</code>
            <CopyButton text={setting ?? ''} />
          </div>
        </div>
      </aside>
    ))
}
