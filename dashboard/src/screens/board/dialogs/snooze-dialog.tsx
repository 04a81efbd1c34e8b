import { type Alert, SNOOZE_MOST_MINUTES } from '@kotisilta/contract'
import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useSnooze } from '../use-alert-actions.ts'

interface Props {
  alert: Alert
  opened: boolean
  onClose(): void
}

/** In minutes; what the alert's priority allows of them. */
const CHOICES = [5, 15, 30, 60, 120, 240]

export function SnoozeDialog({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = t('board.snoozeDialog.title', { title: alert.words[language].title, name: alert.patient.name })
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <SnoozeForm key={alert.id} alert={alert} onClose={onClose} />
    </Dialog>
  )
}

function SnoozeForm({ alert, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const [minutes, setMinutes] = useState('15')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const snooze = useSnooze(alert)
  const save = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') snooze.mutate({ minutes: Number(minutes), reason: reason.trim() }, { onSuccess: onClose })
  }
  return (
    <div className="dialog-body">
      <p>{t('board.snoozeDialog.text')}</p>
      <Radio.Group label={t('board.snoozeDialog.minutes')} value={minutes} onChange={setMinutes}>
        <div className="snooze-choices">
          {CHOICES.filter((choice) => choice <= SNOOZE_MOST_MINUTES[alert.priority]).map((choice) => (
            <Radio
              key={choice}
              value={String(choice)}
              label={t('board.snoozeDialog.choice', { count: choice })}
              size="lg"
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={t('board.snoozeDialog.reason')}
        data-autofocus
        maxLength={500}
        value={reason}
        error={missing && reason.trim() === '' ? t('board.snoozeDialog.reasonMissing') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {snooze.isError && <FailureNotice error={snooze.error} say={(why) => t('board.failed', { why })} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={snooze.isPending} onClick={save}>
          {t('board.snoozeDialog.save')}
        </Button>
      </div>
    </div>
  )
}
