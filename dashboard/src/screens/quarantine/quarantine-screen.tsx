import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getQuarantine } from '../../api/endpoints.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { QuarantineRow } from './quarantine-row.tsx'
import './quarantine.css'

const REFRESH_MS = 30_000

export function QuarantineScreen() {
  const { t } = useTranslation()
  const quarantine = useQuery({ queryKey: ['quarantine'], queryFn: getQuarantine, refetchInterval: REFRESH_MS })
  return (
    <div className="quarantine">
      <ScreenHeading title={t('quarantine.title')} />
      <p className="soft">{t('quarantine.text')}</p>
      {quarantine.isPending && <LoadingNotice />}
      {quarantine.isError && (
        <FailureNotice
          error={quarantine.error}
          say={(why) => t('quarantine.failed', { why })}
          onRetry={() => void quarantine.refetch()}
        />
      )}
      {quarantine.data?.length === 0 && (
        <EmptyNotice title={t('quarantine.empty.title')} text={t('quarantine.empty.text')} />
      )}
      <ul className="quarantine-rows">
        {quarantine.data?.map((row) => (
          <QuarantineRow key={row.id} row={row} />
        ))}
      </ul>
    </div>
  )
}
