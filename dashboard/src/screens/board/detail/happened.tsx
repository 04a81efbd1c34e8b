import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { formatMoment } from '../../../words/times.ts'
import { BasisTable } from './basis-table.tsx'

/** What happened in one sentence, why the system thinks so in another, and what that rests on. */
export function Happened({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { title, why } = alert.words[language]
  const time = formatMoment(alert.occurredAt, language, now, true)
  return (
    <section className="panel" aria-labelledby="happened-title">
      <h3 id="happened-title" className="unseen">
        {t('board.detail.happened')}
      </h3>
      <p className="happened">
        {t('board.detail.at', { title, time })}
        {alert.stillTrue !== undefined && (
          <span className="still">{t(alert.stillTrue ? 'board.detail.stillTrue' : 'board.detail.noLongerTrue')}</span>
        )}
      </p>
      <p>
        <b>{t('board.detail.why')}:</b> {why}
      </p>
      <p className="soft">
        {t('board.detail.ruleVersion', { rule: t(`terms.rule.${alert.rule}`), version: alert.ruleVersion })}
      </p>
      <BasisTable basis={alert.basis} />
    </section>
  )
}
