import type { OnCallCalendar, ShownDuty } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { LOCALE } from '../../words/numbers.ts'
import { formatTime } from '../../words/times.ts'
import { daysOf } from './days-of.ts'
import { FaultList } from './fault-list.tsx'
import { useFortnight } from './use-on-call.ts'

/** Two weeks: what is wrong in words, and who is on day by day. */
export function Fortnight() {
  const { t } = useTranslation()
  const calendar = useFortnight()
  // Where no rota is kept, nobody can be said to be on all the time.
  if (calendar.data?.schedules.length === 0 && calendar.data.faults.length === 0) return null
  return (
    <section className="panel on-call-part" aria-label={t('onCall.calendar.title')}>
      <h2>{t('onCall.calendar.title')}</h2>
      {calendar.isPending && <LoadingNotice />}
      {calendar.isError && <FailureNotice error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data !== undefined && (
        <>
          <FaultList faults={calendar.data.faults} schedules={calendar.data.schedules} />
          {calendar.data.schedules.length > 0 && <CalendarTable calendar={calendar.data} />}
        </>
      )}
    </section>
  )
}

function CalendarTable({ calendar }: { calendar: OnCallCalendar }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const dayText = (date: string) =>
    new Intl.DateTimeFormat(LOCALE[language], { weekday: 'short', day: 'numeric', month: 'numeric' }).format(
      new Date(`${date}T12:00:00`),
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide calendar is scrolled sideways, also with the keyboard
    <section className="on-call-scroll" tabIndex={0} aria-label={t('onCall.calendar.table')}>
      <table className="on-call-calendar">
        <thead>
          <tr>
            <th scope="col">{t('onCall.calendar.day')}</th>
            {calendar.schedules.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {daysOf(calendar).map(({ date, holiday, duties }) => (
            <tr key={date}>
              <th scope="row">
                {dayText(date)}
                {holiday !== undefined && (
                  <span className="soft"> {t(`onCall.holiday.${holiday as 'christmas'}`)}</span>
                )}
              </th>
              {duties.map((stretches, place) => (
                <td key={calendar.schedules[place]?.id}>
                  {stretches.map((duty) => (
                    <Stretch key={duty.from} duty={duty} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Stretch({ duty }: { duty: ShownDuty }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const until = formatTime(duty.until, language)
  return (
    <p className="on-call-stretch" data-empty={duty.staff.length === 0 || undefined}>
      <span className="soft">
        {formatTime(duty.from, language)}–{until.startsWith('00') ? until.replace('00', '24') : until}
      </span>{' '}
      {duty.staff.length === 0 ? t('onCall.nobody') : duty.staff.map(({ name }) => name).join(', ')}
    </p>
  )
}
