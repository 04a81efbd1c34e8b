import { useTranslation } from 'react-i18next'
import { Link, Navigate, useLocation } from 'react-router'
import { useSessionState } from '../../api/session.ts'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { ThemeSwitch } from '../../shell/theme-switch.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { SignInForm } from './sign-in-form.tsx'
import '../../shell/bars.css'
import './sign-in.css'

interface Arrival {
  /** Where somebody was when the server asked who they are. */
  from?: string
  /** Their sign-in ran out while they were looking. */
  ended?: boolean
}

export function SignInScreen() {
  const { t } = useTranslation()
  const { from = '/', ended = false } = (useLocation().state ?? {}) as Arrival
  const { data } = useSessionState()
  if (data?.session !== undefined) return <Navigate to={from} replace />
  return (
    <div className="sign-in">
      {ended && (
        <p className="bar" role="alert">
          <strong>{t('signIn.ended')}</strong>
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
          <ScreenHeading title={t('signIn.title')} />
          <SignInForm />
        </div>
      </main>
      <footer className="sign-in-footer">
        <p>{t('shell.notMedicalDevice')}</p>
        <Link to="/about">{t('signIn.about')}</Link>
      </footer>
    </div>
  )
}
