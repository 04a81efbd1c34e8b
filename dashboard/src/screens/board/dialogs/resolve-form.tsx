import { type Alert, FALSE_ALARM_CAUSES, type FalseAlarmCause, OUTCOMES, type Outcome } from '@kotisilta/contract'
import { Button, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useResolve } from '../use-alert-actions.ts'
import { useMayAct } from '../use-may-act.ts'
import './resolve-form.css'

interface Props {
  alert: Alert
  onClose(): void
}

/** One coded outcome and, if there is something to say, a sentence. */
export function ResolveForm({ alert, onClose }: Props) {
  const { t } = useTranslation()
  const mayAct = useMayAct()
  const [outcome, setOutcome] = useState<Outcome>()
  const [cause, setCause] = useState<FalseAlarmCause>()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  // What was on the screen when the decision began; after a refusal, what is there now.
  const [seen, setSeen] = useState(alert.version)
  const resolve = useResolve(alert)
  const save = () => {
    const isHalf = outcome === undefined || (outcome === 'false-alarm' && cause === undefined)
    setMissing(isHalf)
    if (isHalf) return
    resolve.mutate(
      { version: seen, outcome, note: note.trim(), ...(outcome === 'false-alarm' && { cause }) },
      { onSuccess: onClose, onError: () => setSeen(alert.version) },
    )
  }
  return (
    <div className="dialog-body">
      <Radio.Group
        label={t('board.resolveDialog.outcome')}
        value={outcome ?? null}
        error={missing && outcome === undefined ? t('board.resolveDialog.choose') : undefined}
        onChange={(value) => setOutcome(value as Outcome)}
      >
        <div className="outcomes">
          {OUTCOMES.map((each, place) => (
            <Radio
              key={each}
              className="outcome"
              value={each}
              label={t(`terms.outcome.${each}`)}
              {...(place === 0 && { 'data-autofocus': true })}
            />
          ))}
        </div>
      </Radio.Group>
      {outcome === 'false-alarm' && (
        <Radio.Group
          label={t('board.resolveDialog.cause')}
          value={cause ?? null}
          error={missing && cause === undefined ? t('board.resolveDialog.choose') : undefined}
          onChange={(value) => setCause(value as FalseAlarmCause)}
        >
          <div className="outcomes">
            {FALSE_ALARM_CAUSES.map((each) => (
              <Radio key={each} className="outcome" value={each} label={t(`terms.falseAlarmCause.${each}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      <Textarea
        label={t('board.resolveDialog.note')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {resolve.isError && <FailureNotice error={resolve.error} say={(why) => t('board.failed', { why })} />}
      {!mayAct && <p>{t('board.reason.notLive')}</p>}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={resolve.isPending} disabled={!mayAct} onClick={save}>
          {t('board.resolveDialog.save')}
        </Button>
      </div>
    </div>
  )
}
