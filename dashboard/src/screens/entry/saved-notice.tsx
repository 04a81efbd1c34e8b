import type { EntryAnswer } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'

interface Props {
  answer: EntryAnswer
  undoing: { pending: boolean; error: unknown }
  onUndo(): void
  onAgain(): void
}

/** What was saved, what was found in it, and the way to take it back. */
export function SavedNotice({ answer, undoing, onUndo, onAgain }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(10_000)
  const { news2, alerts, asked, readings } = answer
  const open = alerts.filter(({ status }) => status !== 'resolved')
  return (
    <section className="panel entry-saved" role="status">
      <h2>{t('entry.saved.title', { time: formatMoment(answer.at, language, now) })}</h2>
      {readings.length === 0 && <p>{t('entry.saved.known')}</p>}
      <ul className="entry-saved-values">
        {readings.map((reading) => (
          <li key={reading.id}>
            {kindText(t, reading.kind)} <b>{readingText(t, language, reading)}</b>
          </li>
        ))}
      </ul>
      {news2 !== null && (
        <p className="entry-saved-score" data-risk={news2.risk}>
          {t('entry.news2.title')} <b>{news2.complete ? news2.score : `${news2.min}–${news2.max}`}</b>,{' '}
          {t(`entry.news2.risk.${news2.risk}`)}
        </p>
      )}
      {open.length === 0 && asked.length === 0 && <p>{t('entry.saved.noAlerts')}</p>}
      {open.map((alert) => (
        <p key={alert.id} className="entry-saved-alert">
          <PriorityMark priority={alert.priority} />{' '}
          <Link className="table-link" to={`/?alert=${alert.id}`}>
            {alert.words[language].title}
          </Link>
        </p>
      ))}
      {asked.map((each) => (
        <p key={`${each.kind} ${each.due}`}>
          <b>{each.words[language].title}</b>{' '}
          {t('entry.saved.askedBy', { time: formatMoment(each.due, language, now) })}
        </p>
      ))}
      {undoing.error !== null && (
        <FailureNotice error={undoing.error} say={(why) => t('entry.saved.undoFailed', { why })} />
      )}
      <div className="entry-buttons">
        {readings.length > 0 && (
          <Button variant="default" size="lg" loading={undoing.pending} onClick={onUndo}>
            {t('entry.saved.undo')}
          </Button>
        )}
        <Button size="lg" disabled={undoing.pending} onClick={onAgain}>
          {t('entry.saved.again')}
        </Button>
      </div>
    </section>
  )
}
