import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { caresForClients } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { Feeds } from './feeds.tsx'
import { Fortnight } from './fortnight.tsx'
import { NowTable } from './now-table.tsx'
import { OwnDuty } from './own-duty.tsx'
import { useOnCallNow } from './use-on-call.ts'
import { Warnings } from './warnings.tsx'
import './on-call.css'

/** Who is on now and next, what is wrong with that, one's own shifts, and the coming two weeks. */
export function OnCallScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const now = useOnCallNow()
  const cares = caresForClients(user.role)
  return (
    <div className="on-call">
      <div className="on-call-top">
        <ScreenHeading title={t('onCall.title')} />
        <nav className="on-call-ways" aria-label={t('onCall.ways')}>
          <Link to="/on-call/rotas">{t('onCall.rotas.title')}</Link>
          <Link to="/on-call/chains">{t('onCall.chains.title')}</Link>
        </nav>
      </div>
      {now.isPending && <LoadingNotice />}
      {now.isError && (
        <FailureNotice
          error={now.error}
          say={(why) => t('onCall.failed', { why })}
          onRetry={() => void now.refetch()}
        />
      )}
      {now.data !== undefined && (
        <>
          <Warnings warnings={now.data.warnings} />
          {cares && <OwnDuty own={now.data.own} />}
          <NowTable now={now.data} />
        </>
      )}
      <Fortnight />
      {cares && <Feeds schedules={now.data?.schedules ?? []} />}
    </div>
  )
}
