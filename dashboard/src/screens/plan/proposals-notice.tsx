import type { CarePlan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { ProposalCard } from './proposal-card.tsx'
import { useDecidePlan } from './use-plan.ts'

/** What waits for a second pair of eyes, with what it would change. */
export function ProposalsNotice({ care, mayDecide }: { care: CarePlan; mayDecide: boolean }) {
  const { t } = useTranslation()
  const decide = useDecidePlan(care.patient.id)
  if (care.proposals.length === 0) return null
  return (
    <section className="panel plan-part plan-proposals" aria-labelledby="plan-proposals">
      <h2 id="plan-proposals">{t('plan.proposals.title', { count: care.proposals.length })}</h2>
      {care.proposals.map((proposal) => (
        <ProposalCard
          key={proposal.id}
          proposal={proposal}
          mayDecide={mayDecide}
          decide={decide}
          onDecide={(yes, note) => decide.mutate({ seen: care.newest, proposal: proposal.id, yes, note })}
        />
      ))}
    </section>
  )
}
