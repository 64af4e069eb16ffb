import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { DropdownMenu } from 'radix-ui'
import { sitesQuery } from '../api/queries.ts'
import { useSite } from '../api/use-report.ts'
import { paths } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'

/** The name of the site; opens the list of the others. */
export function SiteSwitcher() {
  const site = useSite()
  const navigate = useNavigate()
  const { data: sites = [] } = useQuery(sitesQuery)
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="site-switch">
        <span className="visually-hidden">Site: </span>
        <span className="site-switch-name">{site.name}</span>
        <Icon name="chevron" size={14} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" align="start" sideOffset={6} collisionPadding={12}>
          {sites.map((one) => (
            <DropdownMenu.Item
              key={one.key}
              className="menu-item"
              onSelect={() => void navigate({ to: paths.site(one.key) })}
            >
              {one.name}
              {one.key === site.key && (
                <span className="menu-tick">
                  <Icon name="check" size={14} />
                </span>
              )}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-rule" />
          <DropdownMenu.Item className="menu-item" asChild>
            <Link to={paths.sites()}>All sites</Link>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
