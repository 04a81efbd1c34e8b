import { useTranslation } from 'react-i18next'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { EntryRow } from './entry-row.tsx'
import { MadeAt } from './made-at.tsx'
import { useQueue } from './use-worklist.ts'

/** Everything that waits for somebody of this role, what harms first first. */
export function QueueList() {
  const { t } = useTranslation()
  const queue = useQueue()
  const entries = queue.data?.entries ?? []
  return (
    <>
      {queue.data !== undefined && <MadeAt at={queue.data.madeAt} isOld={queue.isError} />}
      {queue.isPending && <LoadingNotice />}
      {queue.isError && (
        <FailureNotice
          error={queue.error}
          say={(why) => t('worklist.unread', { why })}
          onRetry={() => void queue.refetch()}
        />
      )}
      {queue.data !== undefined && entries.length === 0 && (
        <EmptyNotice title={t('worklist.empty.title')} text={t('worklist.empty.text')} />
      )}
      <ul className="work-list panel">
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {queue.data !== undefined && queue.data.total > entries.length && (
        <p className="soft">{t('worklist.more', { shown: entries.length, count: queue.data.total })}</p>
      )}
    </>
  )
}
