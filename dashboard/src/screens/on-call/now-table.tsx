import type { OnCallNow, ShownDuty } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'

/** Per schedule: who is on until when, and who is next. */
export function NowTable({ now }: { now: OnCallNow }) {
  const { t } = useTranslation()
  return (
    <section className="panel on-call-part" aria-label={t('onCall.now.title')}>
      <h2>{t('onCall.now.title')}</h2>
      {now.schedules.length === 0 ? (
        <p>
          {t('onCall.now.none')} <Link to="/on-call/rotas">{t('onCall.rotas.title')}</Link>
        </p>
      ) : (
        <ul className="on-call-now">
          {now.schedules.map((schedule) => (
            <li key={schedule.id}>
              <h3>{schedule.name}</h3>
              <p className="on-call-who">
                <DutyText duty={schedule.now} nobody={schedule.required ? 'onCall.nobody' : 'onCall.nobodyNeeded'} />
              </p>
              {schedule.next !== null && (
                <p className="soft">
                  {t('onCall.now.next')} <DutyText duty={schedule.next} nobody="onCall.nobody" from />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface Props {
  duty: ShownDuty
  nobody: 'onCall.nobody' | 'onCall.nobodyNeeded'
  /** Say when it begins, and not when it ends. */
  from?: boolean
}

function DutyText({ duty, nobody, from = false }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const time = formatMoment(from ? duty.from : duty.until, language, now)
  const who = duty.staff.length === 0 ? t(nobody) : duty.staff.map(({ name }) => name).join(', ')
  return (
    <>
      <b className={duty.staff.length === 0 && nobody === 'onCall.nobody' ? 'on-call-gap' : undefined}>{who}</b>{' '}
      {t(from ? 'onCall.from' : 'onCall.until', { time })}
    </>
  )
}
