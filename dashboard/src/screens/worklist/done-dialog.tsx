import { WORK_OUTCOMES, type WorkKind, type WorkOutcome } from '@kotisilta/contract'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'

interface Props {
  kind: WorkKind
  opened: boolean
  onClose(): void
  onDone(outcome: WorkOutcome, note: string): Promise<unknown>
}

/** How it ended: one touch, and a sentence if there is something to say. */
export function DoneDialog({ kind, opened, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [error, setError] = useState<unknown>()
  const end = (outcome: WorkOutcome) => onDone(outcome, note.trim()).then(onClose, setError)
  return (
    <Dialog opened={opened} onClose={onClose} title={t('worklist.done.title')}>
      <div className="dialog-body">
        <Textarea
          label={t('worklist.done.note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <fieldset className="work-outcomes">
          <legend>{t('worklist.done.how')}</legend>
          {WORK_OUTCOMES[kind].map((outcome) => (
            <Button key={outcome} size="lg" variant="default" fullWidth onClick={() => void end(outcome)}>
              {t(`worklist.outcome.${outcome}`)}
            </Button>
          ))}
        </fieldset>
        {error !== undefined && <FailureNotice error={error} say={(why) => t('worklist.failed', { why })} />}
      </div>
    </Dialog>
  )
}
