import type { PlanDifference } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DifferenceList } from '../plan/difference-list.tsx'
import { useEditing } from '../plan/editing.ts'
import { FaultList } from '../plan/fault-list.tsx'

interface Props {
  differences: readonly PlanDifference[]
  /** Another person has to see it first. */
  needsTwo?: boolean
  /** Somebody else has changed it since it was opened. */
  isOutdated: boolean
  /** Whom it concerns. */
  concerns: string
  /** What is missing beside the reason. */
  missing?: string | undefined
  /** Whether it asks for a reason. */
  withReason?: boolean
  save: { isPending: boolean; isError: boolean; error: unknown }
  onSave(reason: string): void
  onDiscard(): void
}

/** What has been changed and is not saved: what, why, and whom it concerns. */
export function ModelSaveBar(props: Props) {
  const { differences, needsTwo = false, isOutdated, concerns, missing, withReason = true, save } = props
  const { t } = useTranslation()
  const { faults } = useEditing()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = withReason && reason.trim() === ''
  const submit = () => {
    setTried(true)
    if (!isMissing && missing === undefined && faults.length === 0) props.onSave(reason.trim())
  }
  return (
    <section className="plan-save" aria-label={t('plan.save.title')}>
      <details>
        <summary>{t('plan.save.changed', { count: differences.length })}</summary>
        <DifferenceList differences={differences} />
      </details>
      <p>{concerns}</p>
      {isOutdated && <p className="plan-fault">{t('plan.save.outdated')}</p>}
      {needsTwo && <p className="plan-warning">{t('plan.save.fourEyes')}</p>}
      <FaultList faults={faults} />
      {tried && missing !== undefined && <p className="plan-fault">{missing}</p>}
      {save.isError && <FailureNotice error={save.error} say={(why) => t('plan.failed', { why })} />}
      <div className="plan-row plan-save-fields">
        {withReason && (
          <TextInput
            className="plan-reason"
            label={t('plan.save.reason')}
            value={reason}
            maxLength={500}
            error={tried && isMissing ? t('plan.save.reasonMissing') : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <div className="plan-save-buttons">
          <Button variant="default" onClick={props.onDiscard}>
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
