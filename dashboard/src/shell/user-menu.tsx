import { Menu } from '@mantine/core'
import { IconLogout, IconUserCircle, IconUserCog } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession, useSignOut } from '../api/session.ts'
import { useFailureText } from '../words/use-words.ts'

export function UserMenu() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { user } = useSession()
  const signOut = useSignOut()
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className="header-button user-button"
          aria-label={t('shell.user.menu', { name: user.name, role: t(`terms.role.${user.role}`) })}
        >
          <IconUserCircle size={22} aria-hidden="true" />
          <span className="user-name">{user.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name}, {t(`terms.role.${user.role}`)}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={20} aria-hidden="true" />}>
          {t('shell.user.account')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconLogout size={20} aria-hidden="true" />}
          onClick={() => signOut.mutate()}
        >
          {t('shell.user.signOut')}
        </Menu.Item>
        {signOut.isError && (
          <p className="user-error" role="alert">
            {t('shell.user.signOutFailed', { why: failureText(signOut.error) })}
          </p>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
