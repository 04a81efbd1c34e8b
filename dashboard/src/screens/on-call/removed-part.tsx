import type { OnCallSettings } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { restoreOnCall } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { useOnCallChange } from './use-on-call.ts'

interface Props {
  removed: OnCallSettings['removed']
  what: 'schedule' | 'policy'
}

/** What was taken away, by whom and why; one touch brings it back as it was. */
export function RemovedPart({ removed, what }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const restoring = useOnCallChange((id: string) => restoreOnCall(what, id, t('onCall.removed.reason')))
  const own = removed.filter((each) => each.what === what)
  if (own.length === 0) return null
  return (
    <section className="panel on-call-part" aria-label={t('onCall.removed.title')}>
      <h2>{t('onCall.removed.title')}</h2>
      <ul className="on-call-rows">
        {own.map(({ id, name, at, by, reason }) => (
          <li key={id}>
            <span>
              {t('onCall.removed.line', {
                name,
                time: formatDateTime(at, language, now),
                by: by ?? t('onCall.history.commandLine'),
                reason,
              })}
            </span>
            <Button
              variant="default"
              loading={restoring.isPending && restoring.variables === id}
              aria-label={t('onCall.removed.restoreOf', { name })}
              onClick={() => restoring.mutate(id)}
            >
              {t('onCall.removed.restore')}
            </Button>
          </li>
        ))}
      </ul>
      {restoring.isError && <FailureNotice error={restoring.error} />}
    </section>
  )
}
