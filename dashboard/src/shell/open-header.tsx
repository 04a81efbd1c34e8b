import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Brand } from './brand.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** The header for somebody who is not signed in. */
export function OpenHeader() {
  const { t } = useTranslation()
  return (
    <header className="header">
      <Brand />
      <div className="header-tools">
        <Link className="header-link" to="/sign-in">
          {t('signIn.submit')}
        </Link>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  )
}
