import { type Alert, type Climb, ENDED_BY_ITSELF, type Milliseconds, waitingSince } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { inHandSince } from '../../live/in-hand-since.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { useSpanText } from '../../words/use-words.ts'
import { wantsMore } from './wants-more.ts'

/** How long it has been waiting, or who has it and for how long, or that it is resolved. */
export function AlertState({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const language = useLanguage()
  const { user } = useSession()
  const now = useServerTime()
  if (alert.status === 'resolved') {
    const endedByItself = alert.history.at(-1)?.outcome === ENDED_BY_ITSELF
    return <span className="alert-state">{t(endedByItself ? 'board.endedByItself' : 'board.resolved')}</span>
  }
  if (alert.status === 'open') {
    const waited = spanText(now - Date.parse(waitingSince(alert)))
    return (
      <span className="alert-state alert-waiting">
        {t('board.waiting', { time: waited })}
        {alert.climb !== undefined && <ClimbText climb={alert.climb} now={now} />}
        {alert.clearsAt !== undefined &&
          ` · ${t('board.clears', { time: formatMoment(alert.clearsAt, language, now) })}`}
      </span>
    )
  }
  const owner = alert.owner?.id === user.id ? t('board.ownerYou') : t('board.owner', { name: alert.owner?.name ?? '–' })
  const held = spanText(now - Date.parse(inHandSince(alert)))
  return (
    <span className="alert-state">
      <b>{owner}</b> · {held}
      {alert.climb !== undefined && wantsMore(alert) && (
        <b className="alert-unanswered">
          {' · '}
          {t('board.climb.have', { takers: alert.climb.takers, wanted: alert.climb.wanted })}
        </b>
      )}
      {alert.snoozedUntil !== undefined &&
        ` · ${t('board.snoozed', { time: formatMoment(alert.snoozedUntil, language, now) })}`}
    </span>
  )
}

/** Who is called next and when, or that everybody has been called in vain. */
function ClimbText({ climb, now }: { climb: Climb; now: Milliseconds }) {
  const { t } = useTranslation()
  const spanText = useSpanText()
  if (climb.nobody) return <b className="alert-unanswered">{t('board.climb.nobody')}</b>
  if (climb.status === 'unanswered') return <b className="alert-unanswered">{t('board.climb.unanswered')}</b>
  if (climb.due === null) return null
  const left = Date.parse(climb.due) - now
  return <> · {left <= 0 ? t('board.climb.soon') : t('board.climb.next', { time: spanText(left) })}</>
}
