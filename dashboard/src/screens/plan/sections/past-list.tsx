import type { PlanHistory } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { formatDateTime } from '../../../words/times.ts'
import { DifferenceList } from '../difference-list.tsx'

/** Pauses that were, and proposals with what became of them. */
export function PastList({ history: { pauses, proposals } }: { history: PlanHistory }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const moment = (at: string) => formatDateTime(at, language, now)
  return (
    <>
      {proposals.length > 0 && <h3>{t('plan.proposals.all')}</h3>}
      <ul className="plan-versions">
        {proposals.map((proposal) => (
          <li key={proposal.id}>
            <p>
              {moment(proposal.proposedAt)} · {proposal.proposedBy.name} ·{' '}
              <b>{t(`plan.proposals.state.${proposal.state}`)}</b>
              {proposal.decidedBy !== null && ` · ${proposal.decidedBy.name}`}
            </p>
            <p>{t('plan.history.reason', { reason: proposal.reason })}</p>
            {proposal.decisionNote !== null && <p>{proposal.decisionNote}</p>}
            <details>
              <summary>{t('plan.history.differences', { count: proposal.differences.length })}</summary>
              <DifferenceList differences={proposal.differences} />
            </details>
          </li>
        ))}
      </ul>
      {pauses.length > 0 && <h3>{t('plan.pauses.title')}</h3>}
      <ul className="plan-versions">
        {pauses.map((pause) => (
          <li key={pause.id}>
            <p>
              <b>{t(`plan.pauses.reason.${pause.reason}`)}</b>{' '}
              {t('plan.pauses.span', { from: moment(pause.from), until: moment(pause.until) })}
            </p>
            {pause.note !== null && <p>{pause.note}</p>}
            <p className="soft">
              {t('plan.pauses.by', { name: pause.pausedBy?.name ?? t('plan.system') })}
              {pause.endedAt !== null &&
                ` · ${t('plan.pauses.endedBy', { name: pause.endedBy?.name ?? t('plan.system'), at: moment(pause.endedAt) })}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
