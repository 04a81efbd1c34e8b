import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { failureCode, RequestFailed } from '../../api/request-failed.ts'
import { useFailureText } from '../../words/use-words.ts'
import { useTaking } from './use-alert-actions.ts'

/** Why the alert was not taken: who was first, or what went wrong. */
export function TakeFailure({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { error } = useTaking(alert.id)
  if (error === null || error === undefined) return null
  const code = failureCode(error)
  // Said until the screen itself shows the answer: who has it, or that it is done.
  const tooLate = code === 'alert-already-acknowledged'
  if (alert.status !== (tooLate ? 'acknowledged' : 'open')) return null
  const owner = alert.owner?.name ?? (error instanceof RequestFailed ? error.problem?.detail : undefined)
  const words =
    tooLate && owner !== undefined
      ? t('board.already', { name: owner })
      : code === 'no-answer'
        ? t('board.failedUnknown')
        : t('board.failed', { why: failureText(error) })
  return (
    <p className="take-failure" role="alert">
      {words}
    </p>
  )
}
