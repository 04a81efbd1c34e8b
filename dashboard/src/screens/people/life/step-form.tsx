import { LEAVING_REASONS, type LeavingReason, type LifeStep } from '@kotisilta/contract'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeStep } from '../../../api/people-endpoints.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useRecordChanged } from '../use-record-changed.ts'

interface Props {
  id: string
  step: LifeStep['step']
  onClose(): void
  onDone(): void
}

const DAY = 24 * 60 * 60 * 1000
/** A week is how long a stay is taken to be until somebody knows. */
const USUAL_STAY = 7 * DAY
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/** What will happen, what has to be known for it, and the one button. */
export function StepForm({ id, step, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const [back, setBack] = useState(() => dayOf(now + USUAL_STAY))
  const [on, setOn] = useState(() => dayOf(now))
  const [reason, setReason] = useState<LeavingReason>('residential-care')
  const [note, setNote] = useState('')
  const changed = useRecordChanged(id)
  const take = useMutation({
    mutationFn: () => takeStep(id, stepFrom(step, { back, on, reason, note: note.trim() === '' ? null : note.trim() })),
    onSuccess: (record) => {
      changed(record)
      onDone()
    },
  })
  return (
    <div className="dialog-body">
      <h3>{t('people.life.what')}</h3>
      <p>{t(`people.life.text.${step}`)}</p>
      {step === 'hospital' && (
        <DateField label={t('people.life.expectedBack')} value={back} min={dayOf(now + DAY)} onChange={setBack} />
      )}
      {step === 'died' && <DateField label={t('people.life.on')} value={on} max={dayOf(now)} onChange={setOn} />}
      {step === 'left' && (
        <NativeSelect
          size="md"
          label={t('people.life.reason')}
          value={reason}
          data={LEAVING_REASONS.map((value) => ({ value, label: t(`people.leaving.${value}`) }))}
          onChange={(event) => setReason(event.currentTarget.value as LeavingReason)}
        />
      )}
      {step !== 'undo' && (
        <Textarea
          label={t('people.life.note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {take.isError && <FailureNotice error={take.error} say={(why) => t('people.life.failed', { why })} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('people.life.cancel')}
        </Button>
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {t(`people.life.${step}`)}
        </Button>
      </div>
    </div>
  )
}

interface Said {
  back: string
  on: string
  reason: LeavingReason
  note: string | null
}

function stepFrom(step: LifeStep['step'], { back, on, reason, note }: Said): LifeStep {
  switch (step) {
    case 'hospital':
      return { step, expectedBack: `${back}T12:00:00.000Z`, note }
    case 'died':
      return { step, on, note }
    case 'left':
      return { step, reason, note }
    case 'undo':
      return { step }
    case 'admit':
    case 'return':
      return { step, note }
  }
}
