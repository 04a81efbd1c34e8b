import { type CarePlan, dangerChanges, type PlanDifference, planTree } from '@kotisilta/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { ChangeBar } from './change-bar.tsx'
import type { Draft } from './drafts.ts'
import { momentOf } from './local-time.ts'
import { useSavePlan } from './use-plan.ts'

interface Props {
  care: CarePlan
  draft: Draft
  differences: readonly PlanDifference[]
  onSaved(): void
  onDiscard(): void
}

/** What has been changed in one person's plan and is not saved; it may begin later, and end by itself. */
export function SaveBar({ care, draft, differences, onSaved, onDiscard }: Props) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const save = useSavePlan(care.patient.id)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [begins, ends] = [momentOf(from), momentOf(until)]
  const endsWrong = ends !== undefined && ends <= (begins ?? now)
  const submit = (reason: string) => {
    const { seen, plan, templates, change } = draft
    const span = {
      ...(begins !== undefined && { from: new Date(begins).toISOString() }),
      ...(ends !== undefined && { until: new Date(ends).toISOString() }),
    }
    save.mutate({ seen, plan, templates, change, reason, ...span }, { onSuccess: onSaved })
  }
  return (
    <ChangeBar
      differences={differences}
      needsTwo={care.fourEyes && dangerChanges(planTree(care.plan), planTree(draft.plan)).length > 0}
      isOutdated={draft.seen !== care.newest}
      isWrong={endsWrong}
      save={save}
      onSave={submit}
      onDiscard={onDiscard}
    >
      <DateField withTime label={t('plan.save.from')} value={from} onChange={setFrom} />
      <DateField
        withTime
        label={t('plan.save.until')}
        value={until}
        error={endsWrong ? t('plan.fault.ends-before-it-begins') : undefined}
        onChange={setUntil}
      />
    </ChangeBar>
  )
}
