import type { Task } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'

/** What has been done, in one line. */
export function FinishedTask({ task }: { task: Task }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { patient, reading, outcome, owner, changedAt, kind } = task
  const what = reading === undefined ? '' : `${kindText(t, reading.kind)} ${readingText(t, language, reading)}`
  return (
    <li>
      <span className="soft">{formatMoment(changedAt, language, now)}</span> {t(`tray.kind.${kind}`)}: {patient?.name}{' '}
      {what} – <b>{t(`tray.outcome.${outcome ?? 'taken-back'}`)}</b>
      {owner !== null && <span className="soft"> ({owner.name})</span>}
    </li>
  )
}
