import { PAUSE_REASONS, type PauseReason } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureCode } from '../../../api/request-failed.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { formatDateTime } from '../../../words/times.ts'
import { useCare } from '../editing.ts'
import { hasBegun } from '../has-begun.ts'
import { localOf, momentOf } from '../local-time.ts'
import { usePausePlan, useResumePlan } from '../use-plan.ts'

const LONG_DAYS = 365

/** When nothing is expected of the home. A pause is in force at once: it is no change of the plan itself. */
export function PausesSection() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const care = useCare()
  const resume = useResumePlan(care.patient.id)
  return (
    <section className="panel plan-part" aria-labelledby="plan-pauses">
      <h2 id="plan-pauses">{t('plan.pauses.title')}</h2>
      <p className="soft">{t('plan.pauses.hint')}</p>
      {care.pauses.length === 0 && <p>{t('plan.pauses.none')}</p>}
      <ul className="plan-list">
        {care.pauses.map((pause) => {
          const span = t('plan.pauses.span', {
            from: formatDateTime(pause.from, language, now),
            until: formatDateTime(pause.until, language, now),
          })
          return (
            <li key={pause.id}>
              <div>
                <b>{t(`plan.pauses.reason.${pause.reason}`)}</b> {span}
                {pause.note !== null && <p>{pause.note}</p>}
                <p className="soft">{t('plan.pauses.by', { name: pause.pausedBy?.name ?? t('plan.system') })}</p>
              </div>
              <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate(pause.id)}>
                {t(hasBegun(pause, now) ? 'plan.pauses.resume' : 'plan.pauses.takeBack')}
              </Button>
            </li>
          )
        })}
      </ul>
      {resume.isError && <FailureNotice error={resume.error} say={(why) => t('plan.failed', { why })} />}
      <PauseForm now={now} />
    </section>
  )
}

function PauseForm({ now }: { now: number }) {
  const { t } = useTranslation()
  const care = useCare()
  const pause = usePausePlan(care.patient.id)
  const [reason, setReason] = useState<PauseReason>('hospital')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [instead, setInstead] = useState(false)
  const [tried, setTried] = useState(false)
  const [begins, ends] = [momentOf(from) ?? now, momentOf(until)]
  const wrong =
    ends === undefined ? t('plan.pauses.untilMissing') : ends <= begins ? t('plan.pauses.untilWrong') : undefined
  const isLong = ends !== undefined && ends - begins >= LONG_DAYS * 86_400_000
  const save = () => {
    setTried(true)
    if (wrong !== undefined || ends === undefined) return
    const start = momentOf(from)
    pause.mutate(
      {
        ...(start !== undefined && { from: new Date(start).toISOString() }),
        until: new Date(ends).toISOString(),
        reason,
        note: note.trim(),
        instead,
      },
      {
        onSuccess: () => {
          setUntil('')
          setNote('')
          setTried(false)
          setInstead(false)
        },
      },
    )
  }
  return (
    <fieldset className="plan-entry">
      <legend>{t('plan.pauses.new')}</legend>
      <div className="plan-row">
        <NativeSelect
          label={t('plan.pauses.why')}
          value={reason}
          data={PAUSE_REASONS.map((each) => ({ value: each, label: t(`plan.pauses.reason.${each}`) }))}
          onChange={(event) => setReason(event.currentTarget.value as PauseReason)}
        />
        <DateField
          withTime
          label={t('plan.pauses.from')}
          description={t('plan.pauses.fromNow')}
          value={from}
          onChange={setFrom}
        />
        <DateField
          withTime
          label={t('plan.pauses.until')}
          value={until}
          min={localOf(now)}
          error={tried ? wrong : undefined}
          onChange={setUntil}
        />
        <TextInput
          label={t('plan.pauses.note')}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      {isLong && <p className="plan-warning">{t('plan.warning.long-pause')}</p>}
      {pause.isError && <FailureNotice error={pause.error} say={(why) => t('plan.failed', { why })} />}
      {pause.isError && failureCode(pause.error) === 'plan-pause-overlaps' && (
        <Checkbox
          label={t('plan.pauses.instead')}
          checked={instead}
          onChange={(event) => setInstead(event.currentTarget.checked)}
        />
      )}
      <div>
        <Button loading={pause.isPending} onClick={save}>
          {t('plan.pauses.pause')}
        </Button>
      </div>
    </fieldset>
  )
}
