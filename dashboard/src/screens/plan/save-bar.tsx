import { type CarePlan, dangerChanges, type PlanDifference, planTree } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DifferenceList } from './difference-list.tsx'
import type { DraftFault } from './draft-faults.ts'
import type { Draft } from './drafts.ts'
import { FaultList } from './fault-list.tsx'
import { momentOf } from './local-time.ts'
import { useSavePlan } from './use-plan.ts'

interface Props {
  care: CarePlan
  draft: Draft
  differences: readonly PlanDifference[]
  faults: readonly DraftFault[]
  onSaved(): void
  onDiscard(): void
}

/** What has been changed and is not saved: what, why, from when, and whether another person has to see it. */
export function SaveBar({ care, draft, differences, faults, onSaved, onDiscard }: Props) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const save = useSavePlan(care.patient.id)
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const [begins, ends] = [momentOf(from), momentOf(until)]
  const endsWrong = ends !== undefined && ends <= (begins ?? now)
  const isMissing = reason.trim() === ''
  const needsTwo = care.fourEyes && dangerChanges(planTree(care.plan), planTree(draft.plan)).length > 0
  const isOutdated = draft.seen !== care.newest
  const submit = () => {
    setTried(true)
    if (isMissing || endsWrong || faults.length > 0) return
    const { seen, plan, templates, change } = draft
    const span = {
      ...(begins !== undefined && { from: new Date(begins).toISOString() }),
      ...(ends !== undefined && { until: new Date(ends).toISOString() }),
    }
    save.mutate({ seen, plan, templates, change, reason: reason.trim(), ...span }, { onSuccess: onSaved })
  }
  return (
    <section className="plan-save" aria-label={t('plan.save.title')}>
      <details>
        <summary>{t('plan.save.changed', { count: differences.length })}</summary>
        <DifferenceList differences={differences} />
      </details>
      {isOutdated && <p className="plan-fault">{t('plan.save.outdated')}</p>}
      {needsTwo && <p className="plan-warning">{t('plan.save.fourEyes')}</p>}
      <FaultList faults={faults} />
      {save.isError && <FailureNotice error={save.error} say={(why) => t('plan.failed', { why })} />}
      <div className="plan-row plan-save-fields">
        <TextInput
          className="plan-reason"
          label={t('plan.save.reason')}
          value={reason}
          maxLength={500}
          error={tried && isMissing ? t('plan.save.reasonMissing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('plan.save.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('plan.save.until')}
          value={until}
          error={endsWrong ? t('plan.fault.ends-before-it-begins') : undefined}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <div className="plan-save-buttons">
          <Button variant="default" onClick={onDiscard}>
            {t('plan.save.discard')}
          </Button>
          <Button loading={save.isPending} disabled={isOutdated} onClick={submit}>
            {t(needsTwo ? 'plan.save.propose' : 'plan.save.save')}
          </Button>
        </div>
      </div>
    </section>
  )
}
