import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAccessLog, type LogFilter, logQuery } from '../../api/access.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { AccessTable } from './access-table.tsx'
import { LogFilterForm } from './log-filter-form.tsx'
import './access-log.css'

const EVERYTHING: LogFilter = { staff: '', patient: '', action: '', ground: '', from: '', to: '' }

/** Who looked at whose data, when and on what ground: for the auditor. */
export function AccessLogScreen() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState(EVERYTHING)
  const log = useInfiniteQuery({
    queryKey: ['access-log', filter],
    queryFn: ({ pageParam }) => getAccessLog(filter, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="access-log">
      <ScreenHeading title={t('access.log.title')} />
      <p className="soft">{t('access.log.text')}</p>
      <LogFilterForm onSearch={setFilter} />
      <p>
        <a className="table-link" href={`/api/v1/access-log.csv?${logQuery(filter)}`} download>
          {t('access.log.export')}
        </a>
      </p>
      {log.isPending && <LoadingNotice />}
      {log.isError && (
        <FailureNotice
          error={log.error}
          say={(why) => t('access.log.failed', { why })}
          onRetry={() => void log.refetch()}
        />
      )}
      {log.isSuccess && entries.length === 0 && (
        <EmptyNotice title={t('access.log.empty.title')} text={t('access.log.empty.text')} />
      )}
      {entries.length > 0 && <AccessTable entries={entries} />}
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('access.log.more')}
        </Button>
      )}
    </div>
  )
}
