import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSession, useSignOut } from '../api/session.ts'
import { useAudible } from '../audio/use-audible.ts'
import { feedStatus } from '../live/feed.ts'
import { useLive } from '../live/live-provider.tsx'
import { LanguageSwitch } from '../shell/language-switch.tsx'
import { LiveStatus } from '../shell/live-status.tsx'
import { LostBar } from '../shell/lost-bar.tsx'
import { caresForClients } from '../shell/rights.ts'
import { ThemeSwitch } from '../shell/theme-switch.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { LoadingNotice } from '../ui/loading-notice.tsx'
import { LockLayer } from './lock-layer.tsx'
import { PeopleList } from './people-list.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { usePeopleHere } from './use-people-here.ts'
import { WaitingAlerts } from './waiting-alerts.tsx'
import './lock.css'

/** A locked screen: that somebody waits, and how urgently, but not who; and the way back in. */
export function LockScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { user } = useSession()
  const people = usePeopleHere()
  const signOut = useSignOut()
  const audible = useAudible()
  const lost = useLive((state) => feedStatus(state.feed) === 'lost')
  const [chosen, choose] = useState<string | null>()
  const cares = caresForClients(user.role)
  const here = people.data?.people ?? []
  const current = here.find((person) => person.current)
  const person = chosen === null ? undefined : (here.find(({ session }) => session === chosen) ?? current)

  return (
    <LockLayer title={t('lock.title')}>
      {lost && cares && <LostBar />}
      <header className="lock-tools">
        <h1 className="lock-title">
          <IconLock size={28} aria-hidden="true" />
          {t('lock.title')}
        </h1>
        {cares && <LiveStatus />}
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <div className="lock-body">
        {cares && (
          <div className="panel lock-alerts">
            <WaitingAlerts />
            {!audible && <p className="lock-silent">{t('lock.silent')}</p>}
          </div>
        )}
        <div className="panel lock-way-in">
          {people.isPending && <LoadingNotice />}
          {people.isError && people.data === undefined && (
            <FailureNotice error={people.error} onRetry={() => void people.refetch()} />
          )}
          {person !== undefined && <UnlockForm key={person.session} person={person} onBack={() => choose(null)} />}
          {person === undefined && here.length > 0 && (
            <>
              <h2>{t('lock.who')}</h2>
              <PeopleList people={here} onChoose={({ session }) => choose(session)} />
              <div className="lock-ways">
                <button type="button" className="lock-link" onClick={() => navigate('/sign-in?another')}>
                  {t('lock.signInAnother')}
                </button>
                <button type="button" className="lock-link" onClick={() => signOut.mutate()}>
                  {t('lock.signOut', { name: user.name })}
                </button>
              </div>
            </>
          )}
        </div>
      </div>
    </LockLayer>
  )
}
