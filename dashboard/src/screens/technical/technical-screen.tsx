import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { TechnicalCard } from './technical-card.tsx'
import { getTechnicalAlerts } from './technical-requests.ts'
import './technical.css'

const REFRESH_MS = 10_000

/** For technicians and coordinators: what is wrong with gateways and calls for somebody. */
export function TechnicalScreen() {
  const { t } = useTranslation()
  const alerts = useQuery({
    queryKey: ['technical-alerts'],
    queryFn: getTechnicalAlerts,
    refetchInterval: REFRESH_MS,
  })
  return (
    <div className="technical">
      <ScreenHeading title={t('technical.title')} />
      <p className="soft">{t('technical.text')}</p>
      {alerts.isPending && <LoadingNotice />}
      {alerts.isError && (
        <FailureNotice
          error={alerts.error}
          say={(why) => t('technical.notFetched', { why })}
          onRetry={() => void alerts.refetch()}
        />
      )}
      {alerts.data?.length === 0 && <EmptyNotice title={t('technical.none.title')} text={t('technical.none.text')} />}
      <ul className="technical-cards">
        {alerts.data?.map((alert) => (
          <TechnicalCard key={alert.id} alert={alert} />
        ))}
      </ul>
    </div>
  )
}
