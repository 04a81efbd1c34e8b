import type { ShownRosterFault } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'

interface Props {
  faults: readonly ShownRosterFault[]
  schedules: readonly { id: string; name: string }[]
}

const SHOWN_MOST = 12

/** What is wrong with the rotas ahead, each as a sentence; the rest as a count. */
export function FaultList({ faults, schedules }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  if (faults.length === 0) return <p className="on-call-well">✓ {t('onCall.fault.none')}</p>
  const nameOf = (id: string) => schedules.find((schedule) => schedule.id === id)?.name ?? id
  return (
    <ul className="on-call-faults">
      {faults.slice(0, SHOWN_MOST).map((fault) => (
        <li key={`${fault.type} ${fault.schedules.join()} ${fault.staff?.id} ${fault.from}`} data-type={fault.type}>
          <span aria-hidden="true">◆ </span>
          {t(`onCall.fault.${fault.type}`, {
            name: fault.schedules.map(nameOf).join(', '),
            person: fault.staff?.name ?? '',
            from: formatDateTime(fault.from, language, now),
            until: formatDateTime(fault.until, language, now),
          })}
        </li>
      ))}
      {faults.length > SHOWN_MOST && <li>{t('onCall.fault.more', { count: faults.length - SHOWN_MOST })}</li>}
    </ul>
  )
}
