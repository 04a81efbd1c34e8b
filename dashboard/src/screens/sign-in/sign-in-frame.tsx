import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { ThemeSwitch } from '../../shell/theme-switch.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import '../../shell/bars.css'
import './sign-in.css'

interface Props {
  title: string
  /** Said across the top. */
  notice?: string | undefined
  children: ReactNode
}

/** What stands round every step of getting in. */
export function SignInFrame({ title, notice, children }: Props) {
  const { t } = useTranslation()
  return (
    <div className="sign-in">
      {notice !== undefined && (
        <p className="bar" role="alert">
          <strong>{notice}</strong>
        </p>
      )}
      <header className="sign-in-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="sign-in-main">
        <div className="panel sign-in-panel">
          <p className="sign-in-brand">
            <img src="/kotisilta.svg" alt="" width="48" height="48" />
            {t('shell.brand')}
          </p>
          <p className="soft">{t('signIn.lead')}</p>
          <ScreenHeading title={title} />
          {children}
        </div>
      </main>
      <footer className="sign-in-footer">
        <p>{t('shell.notMedicalDevice')}</p>
        <Link to="/about">{t('signIn.about')}</Link>
      </footer>
    </div>
  )
}
