import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { dutyLine } from './duty-line.ts'
import { useOnCallNow } from './use-on-call.ts'
import './duty-head.css'

const NAMED_MOST = 3

/** In the head line of every screen: who is on, who is next, and loudly that nobody is. */
export function DutyHead() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { data } = useOnCallNow()
  if (data === undefined || data.schedules.length === 0) return null
  const { people, next, empty } = dutyLine(data.schedules)
  const names = people
    .slice(0, NAMED_MOST)
    .map(({ name, until }) => t('onCall.head.person', { name, until: formatMoment(until, language, now) }))
  const more = people.length - names.length
  const { shift, notices, offers } = data.own
  const asked = shift?.confirmation === 'asked' || shift?.confirmation === 'late'
  const told = notices.filter(({ kind }) => kind !== 'swap-offered').length + offers.length
  return (
    <div className="duty-head">
      {empty.length > 0 && (
        <Link to="/on-call" className="duty-empty">
          <PriorityMark priority="high" />
          <b>{t('onCall.head.nobody', { names: empty.join(', ') })}</b>
        </Link>
      )}
      {names.length > 0 && (
        <Link to="/on-call" className="duty-names">
          {t('onCall.head.onDuty', { people: names.join(', ') })}
          {more > 0 && ` +${more}`}
          {next.length > 0 && (
            <span className="duty-next"> · {t('onCall.head.next', { people: next.join(', ') })}</span>
          )}
        </Link>
      )}
      {asked && (
        <Link to="/on-call" className="duty-asked" data-late={shift.confirmation === 'late' || undefined}>
          {t('onCall.head.confirm')}
        </Link>
      )}
      {told > 0 && (
        <Link to="/on-call" className="duty-told">
          {t('onCall.head.told', { count: told })}
        </Link>
      )}
    </div>
  )
}
