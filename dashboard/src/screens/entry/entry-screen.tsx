import type { EntryAnswer } from '@kotisilta/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePatient } from '../../api/use-patient.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { EMPTY_DRAFT } from './draft.ts'
import { EntryForm } from './entry-form.tsx'
import { SavedNotice } from './saved-notice.tsx'
import { useSave, useUndo } from './use-entry.ts'
import './entry.css'

export function EntryScreen() {
  const { id = '' } = useParams()
  return <Entry key={id} id={id} />
}

/** What a nurse has measured: written down, judged at once, and taken back on the same screen if it was a slip. */
function Entry({ id }: { id: string }) {
  const { t } = useTranslation()
  const patient = usePatient(id)
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [answer, setAnswer] = useState<EntryAnswer>()
  const [takenBack, setTakenBack] = useState(false)
  const save = useSave(id)
  const undo = useUndo(id)
  const title = patient.data === undefined ? t('entry.title') : t('entry.titleOf', { name: patient.data.name })
  return (
    <div className="entry">
      <div className="entry-head">
        <ScreenHeading title={title} />
        <Link className="table-link back-link" to={`/patients/${id}`}>
          {t('entry.back')}
        </Link>
      </div>
      {patient.isPending && <LoadingNotice />}
      {patient.isError && (
        <FailureNotice
          error={patient.error}
          say={(why) => t('board.who.failed', { why })}
          onRetry={() => void patient.refetch()}
        />
      )}
      {takenBack && (
        <p className="panel" role="status">
          {t('entry.saved.undone')}
        </p>
      )}
      {answer !== undefined && (
        <SavedNotice
          answer={answer}
          undoing={{ pending: undo.isPending, error: undo.error }}
          onUndo={() =>
            undo.mutate(answer, {
              onSuccess: () => {
                setAnswer(undefined)
                setTakenBack(true)
              },
            })
          }
          onAgain={() => {
            setAnswer(undefined)
            setDraft(EMPTY_DRAFT)
          }}
        />
      )}
      {patient.data !== undefined && answer === undefined && (
        <EntryForm
          patient={patient.data}
          draft={draft}
          saving={{ pending: save.isPending, error: save.error }}
          onDraft={setDraft}
          onSave={(readings, at) => {
            setTakenBack(false)
            save.mutate({ readings, at }, { onSuccess: setAnswer })
          }}
        />
      )}
    </div>
  )
}
