import type { CarePlan, PlanProposal } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { DifferenceList } from './difference-list.tsx'
import { useDecidePlan } from './use-plan.ts'

/** What waits for a second pair of eyes, with what it would change. */
export function ProposalsNotice({ care, mayDecide }: { care: CarePlan; mayDecide: boolean }) {
  const { t } = useTranslation()
  if (care.proposals.length === 0) return null
  return (
    <section className="panel plan-part plan-proposals" aria-labelledby="plan-proposals">
      <h2 id="plan-proposals">{t('plan.proposals.title', { count: care.proposals.length })}</h2>
      {care.proposals.map((proposal) => (
        <Proposal key={proposal.id} care={care} proposal={proposal} mayDecide={mayDecide} />
      ))}
    </section>
  )
}

function Proposal({ care, proposal, mayDecide }: { care: CarePlan; proposal: PlanProposal; mayDecide: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { user } = useSession()
  const decide = useDecidePlan(care.patient.id)
  const [note, setNote] = useState('')
  const isOwn = proposal.proposedBy.id === user.id
  const say = (yes: boolean) => decide.mutate({ seen: care.newest, proposal: proposal.id, yes, note: note.trim() })
  return (
    <div className="plan-proposal">
      <p>
        {t('plan.proposals.by', {
          name: proposal.proposedBy.name,
          at: formatDateTime(proposal.proposedAt, language, now),
        })}{' '}
        {t('plan.history.reason', { reason: proposal.reason })}
      </p>
      <DifferenceList differences={proposal.differences} />
      {decide.isError && <FailureNotice error={decide.error} say={(why) => t('plan.failed', { why })} />}
      {isOwn && <p className="soft">{t('plan.proposals.own')}</p>}
      {mayDecide && !isOwn && (
        <TextInput
          label={t('plan.proposals.note')}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {mayDecide && (
        <div className="plan-row">
          {!isOwn && (
            <Button loading={decide.isPending} onClick={() => say(true)}>
              {t('plan.proposals.approve')}
            </Button>
          )}
          <Button variant="default" loading={decide.isPending} onClick={() => say(false)}>
            {t(isOwn ? 'plan.proposals.withdraw' : 'plan.proposals.decline')}
          </Button>
        </div>
      )}
    </div>
  )
}
