import type { PlanDifference } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DifferenceList } from './difference-list.tsx'
import { useEditing } from './editing.ts'
import { FaultList } from './fault-list.tsx'

interface Props {
  differences: readonly PlanDifference[]
  /** Another person has to see it first. */
  needsTwo?: boolean
  /** Somebody else has changed it since it was opened. */
  isOutdated: boolean
  /** Whom it concerns, where that is not one person whose screen it is. */
  concerns?: string
  /** What is missing beside the reason. */
  missing?: string | undefined
  /** Whether it asks for a reason. */
  withReason?: boolean
  save: { isPending: boolean; isError: boolean; error: unknown }
  onSave(reason: string): void
  onDiscard(): void
  /** What of `children` cannot be saved so; it says itself what is wrong. */
  isWrong?: boolean
  /** What else is asked beside the reason. */
  children?: ReactNode
}

/** What of a plan has been changed and is not saved: what, why, whom it concerns, and whether another person has to see it. */
export function ChangeBar(props: Props) {
  const { differences, needsTwo = false, isOutdated, concerns, missing, withReason = true, save } = props
  const { isWrong = false, children } = props
  const { t } = useTranslation()
  const { faults } = useEditing()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = withReason && reason.trim() === ''
  const submit = () => {
    setTried(true)
    if (!isMissing && missing === undefined && !isWrong && faults.length === 0) props.onSave(reason.trim())
  }
  return (
    <section className="plan-save" aria-label={t('plan.save.title')}>
      <details>
        <summary>{t('plan.save.changed', { count: differences.length })}</summary>
        <DifferenceList differences={differences} />
      </details>
      {concerns !== undefined && <p>{concerns}</p>}
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
        {children}
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
