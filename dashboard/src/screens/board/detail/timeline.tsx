import type { Alert } from '@kotisilta/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getMessagesOf } from '../../../api/delivery-endpoints.ts'
import { useLive } from '../../../live/live-provider.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { HistoryList } from '../../../ui/history-list.tsx'
import { messageLines } from '../../../ui/message-lines.ts'

/** Messages arrive without the alert changing. */
const REFRESH_MS = 5_000

/** What has been done, newest last, with how many screens have confirmed that they show it. */
export function Timeline({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const delivery = useLive((state) => state.deliveries.get(alert.id))
  const messages = useQuery({
    queryKey: ['alert-messages', alert.id],
    queryFn: () => getMessagesOf(alert.id),
    refetchInterval: alert.status === 'resolved' ? false : REFRESH_MS,
  })
  const lines = messageLines(messages.data ?? [], t)
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t('board.detail.timeline')}</h3>
      <HistoryList alert={alert} delivery={delivery} more={lines} />
      {messages.isError && (
        <FailureNotice error={messages.error} say={(why) => t('delivery.timeline.failed', { why })} />
      )}
    </section>
  )
}
