import type { OnCallChange } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getOnCallHistory, putPolicy, putSchedule } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { useOnCallChange } from './use-on-call.ts'

interface Props {
  what: 'schedule' | 'policy'
  id: string
  version: number
  mayChange: boolean
}

/** Every version: who, when and why; an earlier one is brought back as a new one. */
export function HistoryPart({ what, id, version, mayChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const history = useQuery({
    queryKey: ['on-call', 'history', what, id],
    queryFn: () => getOnCallHistory(what, id),
  })
  const restoring = useOnCallChange(async (change: OnCallChange) => {
    const seen = { version, reason: t('onCall.history.restored', { version: change.version }) }
    if (change.schedule !== null) {
      const { id: _id, overrides: _kept, ...schedule } = change.schedule
      await putSchedule(id, { ...schedule, ...seen })
    } else if (change.policy !== null) {
      const { id: _id, ...policy } = change.policy
      await putPolicy(id, { ...policy, ...seen })
    }
  })
  if (history.isPending) return <LoadingNotice />
  if (history.isError) return <FailureNotice error={history.error} onRetry={() => void history.refetch()} />
  return (
    <>
      <ul className="on-call-rows">
        {history.data.map((change) => (
          <li key={change.version}>
            <span>
              {t('onCall.history.line', {
                version: change.version,
                time: formatDateTime(change.at, language, now),
                name: change.by ?? t('onCall.history.commandLine'),
              })}{' '}
              {change.reason}
            </span>
            {mayChange && change.version !== version && (change.schedule ?? change.policy) !== null && (
              <Button variant="default" onClick={() => restoring.mutate(change)}>
                {t('onCall.history.restore', { version: change.version })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {restoring.isError && <FailureNotice error={restoring.error} />}
    </>
  )
}
