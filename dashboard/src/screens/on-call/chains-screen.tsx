import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { changesOnCall } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { ChainCard, ChainWords } from './chain-card.tsx'
import { ChainEditor } from './chain-editor.tsx'
import { useOnCallSettings } from './use-on-call.ts'
import './on-call.css'

const NEW = ''

/** Whom an alert climbs to: chains as sentences and as forms, and what holds where there is none. */
export function ChainsScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useOnCallSettings()
  const [editing, setEditing] = useState<string>()
  const mayChange = changesOnCall(user.role)
  const close = () => setEditing(undefined)
  return (
    <div className="on-call">
      <div className="on-call-top">
        <ScreenHeading title={t('onCall.chains.title')} />
        <nav className="on-call-ways" aria-label={t('onCall.ways')}>
          <Link to="/on-call">{t('onCall.title')}</Link>
          <Link to="/on-call/rotas">{t('onCall.rotas.title')}</Link>
        </nav>
      </div>
      <p className="soft">{t('onCall.chains.text')}</p>
      {settings.isPending && <LoadingNotice />}
      {settings.isError && <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data !== undefined && (
        <>
          {settings.data.policies.map((policy) => (
            <section key={policy.id} className="panel" aria-label={policy.name}>
              {editing === policy.id ? (
                <ChainEditor policy={policy} settings={settings.data} onClose={close} />
              ) : (
                <ChainCard
                  policy={policy}
                  settings={settings.data}
                  mayChange={mayChange}
                  onEdit={() => setEditing(policy.id)}
                />
              )}
            </section>
          ))}
          {mayChange &&
            (editing === NEW ? (
              <section className="panel" aria-label={t('onCall.chains.new')}>
                <ChainEditor policy={undefined} settings={settings.data} onClose={close} />
              </section>
            ) : (
              <div>
                <Button onClick={() => setEditing(NEW)}>{t('onCall.chains.new')}</Button>
              </div>
            ))}
          <section className="panel on-call-part" aria-label={t('onCall.chains.defaults')}>
            <h2>{t('onCall.chains.defaults')}</h2>
            {settings.data.defaults.map((policy) => (
              <div key={policy.id} className="on-call-card">
                <ChainWords policy={policy} settings={settings.data} />
              </div>
            ))}
          </section>
        </>
      )}
    </div>
  )
}
