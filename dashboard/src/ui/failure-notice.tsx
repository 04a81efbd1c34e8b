import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../words/use-words.ts'
import './notices.css'

interface Props {
  error: unknown
  /** What could not be had, as a sentence; the reason alone if absent. */
  say?: (why: string) => string
  onRetry?: () => void
}

/** Says what could not be had and why, and offers to try again. */
export function FailureNotice({ error, say = (why) => why, onRetry }: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  return (
    <div className="failure" role="alert">
      <p>{say(failureText(error))}</p>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {t('shell.tryAgain')}
        </Button>
      )}
    </div>
  )
}
