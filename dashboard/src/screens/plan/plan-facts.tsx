import type { CarePlan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'
import { hasBegun } from './has-begun.ts'

/** Which version is in force, since when and by whom, and what is to be known of it at a glance. */
export function PlanFacts({ care }: { care: CarePlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const moment = (at: string) => formatDateTime(at, language, now)
  const running = care.pauses.filter((pause) => hasBegun(pause, now))
  return (
    <div className="plan-facts">
      {care.version === 0 && <p>{t('plan.facts.group')}</p>}
      {care.version > 0 && care.changedAt !== null && (
        <p>
          {t('plan.facts.version', {
            version: care.version,
            at: moment(care.changedAt),
            name: care.changedBy?.name ?? t('plan.system'),
          })}
          {care.until !== null && ` ${t('plan.facts.until', { until: moment(care.until) })}`}
        </p>
      )}
      {care.responsible !== null && <p>{t('plan.facts.responsible', { name: care.responsible.name })}</p>}
      {care.fourEyes && <p>{t('plan.facts.fourEyes')}</p>}
      {care.upcoming.map(({ version, from }) => (
        <p key={version}>{t('plan.facts.upcoming', { version, from: moment(from) })}</p>
      ))}
      {running.map(({ id, reason, until }) => (
        <p key={id} className="plan-paused">
          <b>{t('plan.facts.paused', { reason: t(`plan.pauses.reason.${reason}`), until: moment(until) })}</b>
        </p>
      ))}
    </div>
  )
}
