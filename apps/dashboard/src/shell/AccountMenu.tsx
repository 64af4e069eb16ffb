import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { DropdownMenu } from 'radix-ui'
import { sessionQuery, writes } from '../api/queries.ts'
import { setTheme, THEMES, type Theme, useTheme } from '../theme/use-theme.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'

const NAMES: Record<Theme, { label: string; icon: IconName }> = {
  system: { label: 'As the system', icon: 'system' },
  light: { label: 'Light', icon: 'sun' },
  dark: { label: 'Dark', icon: 'moon' },
}

/** Theme, help and signing out. */
export function AccountMenu({ onHelp }: { readonly onHelp?: () => void }) {
  const theme = useTheme()
  const client = useQueryClient()
  const { data: login } = useSuspenseQuery(sessionQuery)
  const logOut = useMutation({
    mutationFn: writes.logOut,
    onSuccess: async () => {
      client.clear()
      await client.invalidateQueries()
      location.assign('/login')
    },
  })
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button button-quiet button-icon" aria-label="Account and appearance">
        <Icon name="user" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" align="end" sideOffset={6} collisionPadding={12}>
          {login.account !== null && (
            <DropdownMenu.Label className="menu-label">{login.account.email}</DropdownMenu.Label>
          )}
          <DropdownMenu.RadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
            {THEMES.map((one) => (
              <DropdownMenu.RadioItem key={one} value={one} className="menu-item">
                <Icon name={NAMES[one].icon} />
                {NAMES[one].label}
                <DropdownMenu.ItemIndicator className="menu-tick">
                  <Icon name="check" size={14} />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-rule" />
          {onHelp !== undefined && (
            <DropdownMenu.Item className="menu-item" onSelect={onHelp}>
              <Icon name="help" />
              Keyboard
              <kbd>?</kbd>
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className="menu-item" onSelect={() => logOut.mutate()}>
            <Icon name="close" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
