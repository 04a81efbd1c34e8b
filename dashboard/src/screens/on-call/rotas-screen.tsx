import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { changesOnCall } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { RotaCard } from './rota-card.tsx'
import { RotaEditor } from './rota-editor.tsx'
import { useOnCallSettings } from './use-on-call.ts'
import './on-call.css'

const NEW = ''

/** Every rota, in words and as a form. */
export function RotasScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useOnCallSettings()
  const [editing, setEditing] = useState<string>()
  const mayChange = changesOnCall(user.role)
  const close = () => setEditing(undefined)
  return (
    <div className="on-call">
      <div className="on-call-top">
        <ScreenHeading title={t('onCall.rotas.title')} />
        <nav className="on-call-ways" aria-label={t('onCall.ways')}>
          <Link to="/on-call">{t('onCall.title')}</Link>
          <Link to="/on-call/chains">{t('onCall.chains.title')}</Link>
        </nav>
      </div>
      {settings.isPending && <LoadingNotice />}
      {settings.isError && <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data !== undefined && (
        <>
          {settings.data.schedules.length === 0 && <p>{t('onCall.rotas.none')}</p>}
          {settings.data.schedules.map((schedule) => (
            <section key={schedule.id} className="panel" aria-label={schedule.name}>
              {editing === schedule.id ? (
                <RotaEditor schedule={schedule} settings={settings.data} onClose={close} />
              ) : (
                <RotaCard
                  schedule={schedule}
                  settings={settings.data}
                  mayChange={mayChange}
                  onEdit={() => setEditing(schedule.id)}
                />
              )}
            </section>
          ))}
          {mayChange &&
            (editing === NEW ? (
              <section className="panel" aria-label={t('onCall.rotas.new')}>
                <RotaEditor schedule={undefined} settings={settings.data} onClose={close} />
              </section>
            ) : (
              <div>
                <Button onClick={() => setEditing(NEW)}>{t('onCall.rotas.new')}</Button>
              </div>
            ))}
        </>
      )}
    </div>
  )
}
