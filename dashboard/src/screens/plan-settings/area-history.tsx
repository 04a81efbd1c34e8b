import type { AreaPlan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'
import { DifferenceList } from '../plan/difference-list.tsx'

/** Who changed what and why, newest first. */
export function AreaHistory({ area: { history } }: { area: AreaPlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  return (
    <section className="panel plan-part" aria-labelledby="area-history">
      <h2 id="area-history">{t('plan.history.title')}</h2>
      {history.length === 0 && <p>{t('plan.history.none')}</p>}
      <ol className="plan-versions">
        {history.map(({ version, reason, changedAt, changedBy, approvedBy, differences }) => {
          const by = { name: changedBy.name, what: t('plan.history.change.edited') }
          return (
            <li key={version}>
              <h3>{t('plan.history.version', { version })}</h3>
              <p>
                {formatDateTime(changedAt, language, now)} ·{' '}
                {approvedBy === null
                  ? t('plan.history.by', by)
                  : t('plan.history.byTwo', { ...by, other: approvedBy.name })}
              </p>
              <p>{t('plan.history.reason', { reason })}</p>
              <details>
                <summary>{t('plan.history.differences', { count: differences.length })}</summary>
                <DifferenceList differences={differences} />
              </details>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
