import type { WorkEntry, WorkKind } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { RequestFailed } from '../../api/request-failed.ts'
import { useSession } from '../../api/session.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DoneDialog } from './done-dialog.tsx'
import { entryPlace, isOwnWork, isTakenHere } from './entry-text.ts'
import { PromiseDialog } from './promise-dialog.tsx'
import { useWorkStep } from './use-worklist.ts'

/** What can be done with an entry now: taken, given back, ended, moved; or where that is done. */
export function WorkActions({ entry }: { entry: WorkEntry }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const [dialog, setDialog] = useState<'done' | 'postpone'>()
  const step = useWorkStep(entry)
  const place = entryPlace(entry)
  const isMine = entry.owner?.id === user.id
  const isFree = entry.owner === null
  const first = step.error instanceof RequestFailed ? step.error.problem?.detail : undefined
  return (
    <div className="work-acts">
      {place !== undefined && (
        <Link className="button-link" to={place}>
          {t(`worklist.open.${entry.kind === 'alert' ? 'alert' : 'other'}`)}
        </Link>
      )}
      {isTakenHere(entry) && isFree && (
        <Button size="md" loading={step.isPending && !step.isPaused} onClick={() => step.mutate({ action: 'claim' })}>
          {t('worklist.act.claim')}
        </Button>
      )}
      {isOwnWork(entry) && (isMine || isFree) && (
        <Button size="md" variant={isMine ? 'filled' : 'default'} onClick={() => setDialog('done')}>
          {t('worklist.act.done')}
        </Button>
      )}
      {isTakenHere(entry) && isMine && (
        <>
          {entry.kind === 'call-back' && (
            <Button size="md" variant="default" onClick={() => setDialog('postpone')}>
              {t('worklist.act.postpone')}
            </Button>
          )}
          <Button size="md" variant="default" onClick={() => step.mutate({ action: 'release' })}>
            {t('worklist.act.release')}
          </Button>
        </>
      )}
      {step.isPaused && (
        <p className="work-waits" role="status">
          {t('worklist.waits')}
        </p>
      )}
      {step.isError && (
        <FailureNotice
          error={step.error}
          say={(why) => (first === undefined ? t('worklist.failed', { why }) : t('worklist.already', { name: first }))}
        />
      )}
      {isOwnWork(entry) && (
        <DoneDialog
          kind={entry.kind as WorkKind}
          opened={dialog === 'done'}
          onClose={() => setDialog(undefined)}
          onDone={(outcome, note) => step.mutateAsync({ action: 'done', outcome, ...(note !== '' && { note }) })}
        />
      )}
      {dialog === 'postpone' && entry.patient !== null && (
        <PromiseDialog
          name={entry.patient.name}
          onClose={() => setDialog(undefined)}
          onPromise={({ due, text }) =>
            step.mutateAsync({ action: 'postpone', due, ...(text !== '' && { note: text }) })
          }
          isMoved
        />
      )}
    </div>
  )
}
