import type { Alert } from '@kotisilta/contract'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useNote } from '../use-alert-actions.ts'

interface Props {
  alert: Alert
  opened: boolean
  onClose(): void
}

export function NoteDialog({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('board.noteDialog.title', { name: alert.patient.name })}>
      <NoteForm key={alert.id} alert={alert} onClose={onClose} />
    </Dialog>
  )
}

/** The text stays when it could not be saved. */
function NoteForm({ alert, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const note = useNote(alert)
  const save = () => {
    setMissing(text.trim() === '')
    if (text.trim() !== '') note.mutate(text.trim(), { onSuccess: onClose })
  }
  return (
    <div className="dialog-body">
      <Textarea
        label={t('board.noteDialog.label')}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={text}
        error={missing && text.trim() === '' ? t('board.noteDialog.empty') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {note.isError && <FailureNotice error={note.error} say={(why) => t('board.failed', { why })} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={note.isPending} onClick={save}>
          {t('board.noteDialog.save')}
        </Button>
      </div>
    </div>
  )
}
