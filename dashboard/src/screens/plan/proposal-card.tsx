import type { PlanProposal } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { DifferenceList } from './difference-list.tsx'

interface Props {
  proposal: PlanProposal
  mayDecide: boolean
  decide: { isPending: boolean; isError: boolean; error: unknown }
  onDecide(yes: boolean, note: string): void
}

/** One change that waits for a second person: by whom, why, what, and yes or no. Nobody approves their own. */
export function ProposalCard({ proposal, mayDecide, decide, onDecide }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { user } = useSession()
  const [note, setNote] = useState('')
  const isOwn = proposal.proposedBy.id === user.id
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
            <Button loading={decide.isPending} onClick={() => onDecide(true, note.trim())}>
              {t('plan.proposals.approve')}
            </Button>
          )}
          <Button variant="default" loading={decide.isPending} onClick={() => onDecide(false, note.trim())}>
            {t(isOwn ? 'plan.proposals.withdraw' : 'plan.proposals.decline')}
          </Button>
        </div>
      )}
    </div>
  )
}
