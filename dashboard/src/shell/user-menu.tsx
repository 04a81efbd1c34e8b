import { LANGUAGES } from '@kotisilta/contract'
import { Menu } from '@mantine/core'
import { IconCheck, IconLogout, IconMoon, IconSun, IconUserCircle, IconUserCog } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession, useSignOut } from '../api/session.ts'
import { speak } from '../locales/i18n.ts'
import { useLanguage } from '../locales/use-language.ts'
import { useFailureText } from '../words/use-words.ts'
import { useNight } from './use-night.ts'

export function UserMenu() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { user } = useSession()
  const signOut = useSignOut()
  const current = useLanguage()
  const { night, turn } = useNight()
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
          className="theme-item"
          leftSection={night ? <IconSun size={20} aria-hidden="true" /> : <IconMoon size={20} aria-hidden="true" />}
          onClick={turn}
        >
          {t(night ? 'shell.theme.day' : 'shell.theme.night')}
        </Menu.Item>
        <Menu.Label>{t('shell.language.label')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === current}
            leftSection={<IconCheck size={20} aria-hidden="true" opacity={language === current ? 1 : 0} />}
            onClick={() => speak(language)}
          >
            {t(`shell.language.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
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
