import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { failureCode } from '../../api/request-failed.ts'
import { useFailureText } from '../../words/use-words.ts'
import { useTaking } from './use-alert-actions.ts'

/** Why the alert was not taken: who was first, or what went wrong. */
export function TakeFailure({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { error } = useTaking(alert.id)
  if (error === null || error === undefined) return null
  const code = failureCode(error)
  const words =
    code === 'alert-already-acknowledged' && alert.owner !== null
      ? t('board.already', { name: alert.owner.name })
      : code === 'no-answer'
        ? t('board.failedUnknown')
        : t('board.failed', { why: failureText(error) })
  return (
    <p className="take-failure" role="alert">
      {words}
    </p>
  )
}
