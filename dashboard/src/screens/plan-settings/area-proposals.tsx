import type { AreaPlan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { ProposalCard } from '../plan/proposal-card.tsx'
import { useDecideAreaPlan } from './use-plan-settings.ts'

/** What waits for a second pair of eyes. */
export function AreaProposals({ area, mayDecide }: { area: AreaPlan; mayDecide: boolean }) {
  const { t } = useTranslation()
  const decide = useDecideAreaPlan(area.area.id)
  const waiting = area.proposals.filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return null
  return (
    <section className="panel plan-part plan-proposals" aria-labelledby="area-proposals">
      <h2 id="area-proposals">{t('plan.proposals.title', { count: waiting.length })}</h2>
      {waiting.map((proposal) => (
        <ProposalCard
          key={proposal.id}
          proposal={proposal}
          mayDecide={mayDecide}
          decide={decide}
          onDecide={(yes, note) => decide.mutate({ proposal: proposal.id, yes, note })}
        />
      ))}
    </section>
  )
}
