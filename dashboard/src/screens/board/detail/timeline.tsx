import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../live/live-provider.tsx'
import { HistoryList } from '../../../ui/history-list.tsx'

/** What has been done, newest last, with how many screens have confirmed that they show it. */
export function Timeline({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const delivery = useLive((state) => state.deliveries.get(alert.id))
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t('board.detail.timeline')}</h3>
      <HistoryList alert={alert} delivery={delivery} />
    </section>
  )
}
