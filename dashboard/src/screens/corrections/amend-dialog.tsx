import { CORRECTION_REASONS, type CorrectionReason, type StoredReading } from '@kotisilta/contract'
import { Button, Radio, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestFailed } from '../../api/request-failed.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'
import { correctReading, voidReading } from '../entry/entry-requests.ts'
import { looked } from '../entry/use-entry.ts'
import { readRight } from './right-value.ts'
import { RightValueField } from './right-value-field.tsx'
import './corrections.css'

interface Props {
  patient: string
  /** Undefined: the dialog is shut. */
  reading: StoredReading | undefined
  onClose(): void
}

/** Says that a reading was never true, or what it should have been, and why. */
export function AmendDialog({ patient, reading, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={reading !== undefined} onClose={onClose} size="lg" title={t('corrections.title')}>
      {reading !== undefined && <AmendForm key={reading.id} patient={patient} reading={reading} onClose={onClose} />}
    </Dialog>
  )
}

function AmendForm({ patient, reading, onClose }: Props & { reading: StoredReading }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const [way, setWay] = useState<'void' | 'correct'>('void')
  const [texts, setTexts] = useState<readonly string[]>(['', ''])
  const [reason, setReason] = useState<CorrectionReason>()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const right = readRight(reading, texts)
  const amend = useMutation({
    mutationFn: (why: CorrectionReason) => {
      const because = { reason: why, ...(note.trim() !== '' && { note: note.trim() }) }
      return way === 'correct' && right !== undefined
        ? correctReading(patient, reading, right, because)
        : voidReading(patient, reading, because)
    },
    onSuccess: onClose,
    onSettled: () => looked(queries, patient),
  })
  const save = () => {
    setTried(true)
    if (reason !== undefined && (way === 'void' || right !== undefined)) amend.mutate(reason)
  }
  const by = amend.error instanceof RequestFailed ? amend.error.problem?.detail : undefined
  return (
    <div className="dialog-body">
      <p>
        {kindText(t, reading.kind)} <b>{readingText(t, language, reading)}</b>,{' '}
        {formatMoment(reading.at, language, now)}
      </p>
      <Radio.Group label={t('corrections.way')} value={way} onChange={(value) => setWay(value as 'void' | 'correct')}>
        <div className="outcomes">
          <Radio className="outcome" value="void" label={t('corrections.void')} data-autofocus />
          <Radio className="outcome" value="correct" label={t('corrections.correct')} />
        </div>
      </Radio.Group>
      {way === 'correct' && (
        <RightValueField reading={reading} texts={texts} isFaulty={tried && right === undefined} onTexts={setTexts} />
      )}
      <Radio.Group
        label={t('corrections.reason')}
        value={reason ?? null}
        error={tried && reason === undefined ? t('corrections.chooseReason') : undefined}
        onChange={(value) => setReason(value as CorrectionReason)}
      >
        <div className="outcomes">
          {CORRECTION_REASONS.map((each) => (
            <Radio key={each} className="outcome" value={each} label={t(`corrections.reasons.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('corrections.note')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <p className="soft">{t('corrections.means')}</p>
      {amend.isError && (
        <FailureNotice
          error={amend.error}
          say={(why) => (by === undefined ? t('corrections.failed', { why }) : t('corrections.already', { name: by }))}
        />
      )}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={amend.isPending} onClick={save}>
          {t(way === 'void' ? 'corrections.saveVoid' : 'corrections.saveCorrect')}
        </Button>
      </div>
    </div>
  )
}
