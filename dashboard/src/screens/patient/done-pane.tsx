import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { HistoryList } from '../../ui/history-list.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { hasEndedByItself, ReopenAlert } from './reopen-alert.tsx'
import type { useAlertsOf } from './use-alerts-of.ts'

/** The person's alerts, newest first, each with what was done. */
export function DonePane({ alerts }: { alerts: ReturnType<typeof useAlertsOf> }) {
  const { t } = useTranslation()
  return (
    <section className="patient-done panel" aria-labelledby="done-title">
      <h2 id="done-title">{t('patients.done.title')}</h2>
      {alerts.isPending && <LoadingNotice />}
      {alerts.isError && (
        <FailureNotice
          error={alerts.error}
          say={(why) => t('patients.done.failed', { why })}
          onRetry={() => void alerts.refetch()}
        />
      )}
      {alerts.data?.length === 0 && <p className="soft">{t('patients.done.empty')}</p>}
      <ol className="done-alerts">
        {alerts.data?.map((alert) => (
          <DoneAlert key={alert.id} alert={alert} />
        ))}
      </ol>
    </section>
  )
}

function DoneAlert({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { title, why } = alert.words[language]
  return (
    <li className="done-alert">
      <p className="strip-top">
        <PriorityMark priority={alert.priority} />
        <span>{formatMoment(alert.occurredAt, language, now)}</span>
        <span className="soft">{t(`terms.status.${alert.status}`)}</span>
      </p>
      <h3>{title}</h3>
      <p>{why}</p>
      <details open={alert.status !== 'resolved'}>
        <summary>{t('patients.done.steps')}</summary>
        <HistoryList alert={alert} />
      </details>
      {hasEndedByItself(alert) && <ReopenAlert alert={alert} />}
      {alert.status !== 'resolved' && (
        <Link className="table-link" to={`/?alert=${alert.id}`}>
          {t('patients.done.onBoard')}
        </Link>
      )}
    </li>
  )
}
