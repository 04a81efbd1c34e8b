import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { getOwnLog } from '../../api/access.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { OwnLogList } from './own-log-list.tsx'
import './me.css'

/** The person's own copy of the access log: who, in what role, what, when, on what ground; to be read and printed. */
export function OwnLogScreen() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const log = useInfiniteQuery({
    queryKey: ['own-log', id],
    queryFn: ({ pageParam }) => getOwnLog(id, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
  /** On paper it is whole, however much of it has been looked at on the screen. */
  async function printWhole() {
    let shown = { ...log }
    while (shown.hasNextPage && !shown.isError) shown = await shown.fetchNextPage()
    if (!shown.isError) requestAnimationFrame(() => window.print())
  }
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="me me-log">
      <ScreenHeading title={t('access.me.logTitle')} />
      <p>{t('access.me.logText')}</p>
      <div className="me-log-tools">
        <Link className="table-link" to="/me">
          {t('access.me.back')}
        </Link>
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void printWhole()}>
          {t('access.me.print')}
        </Button>
      </div>
      {log.isPending && <LoadingNotice />}
      {log.isError && <FailureNotice error={log.error} onRetry={() => void log.refetch()} />}
      {log.isSuccess && entries.length === 0 && (
        <EmptyNotice title={t('access.log.empty.title')} text={t('access.me.logText')} />
      )}
      {entries.length > 0 && <OwnLogList entries={entries} />}
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('access.log.more')}
        </Button>
      )}
    </div>
  )
}
