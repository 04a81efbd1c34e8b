import type { SessionRow } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { endOtherSessions, endSession } from '../../api/identity-endpoints.ts'
import { useFailureText } from '../../words/use-words.ts'
import { SessionsTable } from './sessions-table.tsx'
import { useAccountChange } from './use-account.ts'

/** Where I am signed in; each ends with one touch, and its screen at the same moment. */
export function SessionsPart({ sessions }: { sessions: readonly SessionRow[] }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const end = useAccountChange(endSession)
  const endAll = useAccountChange((_: undefined) => endOtherSessions())
  const failure = end.error ?? endAll.error
  return (
    <section className="panel account-part account-wide">
      <h2>{t('account.sessions.title')}</h2>
      <SessionsTable sessions={sessions} onEnd={(id) => end.run(id)} />
      {failure !== null && <p role="alert">{t('account.failed', { why: failureText(failure) })}</p>}
      {sessions.length > 1 && (
        <div className="account-buttons">
          <Button variant="default" loading={endAll.pending} onClick={() => endAll.run(undefined)}>
            {t('account.sessions.endOthers')}
          </Button>
        </div>
      )}
    </section>
  )
}
