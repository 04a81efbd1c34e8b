import { type Measured, type News2Input, type News2Parameter, news2, type PatientDetail } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatTime } from '../../words/times.ts'
import { ConsciousnessField } from './consciousness-field.tsx'
import { type Draft, type NumberField as Field, understood } from './draft.ts'
import { getNews2Known } from './entry-requests.ts'
import { News2Preview } from './news2-preview.tsx'
import { NumberField } from './number-field.tsx'
import { TimeField, type WhenMeasured } from './time-field.tsx'
import { momentAt } from './time-today.ts'
import { lastOf } from './use-entry.ts'

const VITALS: readonly Field[] = [
  'respiratory-rate',
  'oxygen-saturation',
  'supplemental-oxygen',
  'systolic',
  'diastolic',
  'heart-rate',
]
const OTHERS: readonly Field[] = ['body-temperature', 'body-weight', 'blood-glucose']
const RARE: readonly Field[] = ['body-fat', 'steps', 'sleep', 'activity']

const PARAMETER: Partial<Record<Field, News2Parameter>> = {
  'respiratory-rate': 'respiratoryRate',
  'oxygen-saturation': 'spo2',
  'supplemental-oxygen': 'supplementalOxygen',
  systolic: 'systolic',
  'heart-rate': 'pulse',
  'body-temperature': 'temperature',
}

interface Props {
  patient: PatientDetail
  draft: Draft
  saving: { pending: boolean; error: unknown }
  onDraft(draft: Draft): void
  onSave(readings: Measured[], at: string | undefined): void
}

export function EntryForm({ patient, draft, saving, onDraft, onSave }: Props) {
  const { t } = useTranslation()
  const now = useServerTime(10_000)
  const [when, setWhen] = useState<WhenMeasured>({ way: '0', clock: '' })
  const [tried, setTried] = useState(false)
  const [more, setMore] = useState(false)
  const known = useQuery({ queryKey: ['news2', patient.id], queryFn: () => getNews2Known(patient.id, undefined) })
  const { readings, faults, news2: own } = understood(draft)
  const fields = [...VITALS, ...OTHERS, ...(more ? RARE : [])]
  const moment = momentOf(when, now)
  const score = news2({ ...known.data?.input, ...own } as News2Input)
  const isFaulty = Object.keys(faults).length > 0
  const save = () => {
    setTried(true)
    if (readings.length > 0 && !isFaulty && moment !== undefined) {
      onSave(readings, moment === 'now' ? undefined : new Date(moment).toISOString())
    }
  }
  const numberField = (field: Field) => (
    <NumberField
      key={field}
      field={field}
      text={draft.texts[field] ?? ''}
      fault={tried || faults[field] === 'too-high' || faults[field] === 'not-a-number' ? faults[field] : undefined}
      last={field === 'diastolic' ? undefined : lastOf(known.data?.last ?? [], kindOf(field))}
      points={pointsOf(field)}
      onText={(text) => onDraft({ ...draft, texts: { ...draft.texts, [field]: text } })}
    />
  )
  /** Of what has been written here, and not of what was known before. */
  function pointsOf(field: Field): number | undefined {
    const parameter = PARAMETER[field]
    return parameter === undefined || own[parameter] === undefined ? undefined : score.parts[parameter]
  }
  return (
    <form
      className="entry-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.pending) save()
      }}
    >
      <div className="entry-fields panel">
        <TimeField when={when} isFaulty={tried && moment === undefined} onWhen={setWhen} />
        {fields.filter((field) => VITALS.includes(field)).map(numberField)}
        <ConsciousnessField
          value={draft.consciousness}
          onValue={(consciousness) => onDraft({ ...draft, consciousness })}
        />
        {fields.filter((field) => !VITALS.includes(field)).map(numberField)}
        <Button
          className="entry-wide"
          variant="default"
          aria-expanded={more}
          type="button"
          onClick={() => setMore(!more)}
        >
          {t(more ? 'entry.less' : 'entry.more')}
        </Button>
      </div>
      <div className="entry-side">
        {patient.plan.news2.enabled && <News2Preview score={score} />}
        {known.isError && <FailureNotice error={known.error} say={(why) => t('entry.knownFailed', { why })} />}
        {saving.error !== null && <FailureNotice error={saving.error} say={(why) => t('entry.failed', { why })} />}
        {tried && readings.length === 0 && !isFaulty && <p role="alert">{t('entry.empty')}</p>}
        {tried && isFaulty && <p role="alert">{t('entry.faulty')}</p>}
        <Button className="entry-save" type="submit" size="xl" loading={saving.pending} fullWidth>
          {t('entry.save', { count: readings.length })}
        </Button>
      </div>
    </form>
  )
}

const kindOf = (field: Field): string => (field === 'systolic' ? 'blood-pressure' : field)

function momentOf({ way, clock }: WhenMeasured, now: number): number | 'now' | undefined {
  if (way === '0') return 'now'
  if (way === 'clock') return momentAt(clock, now, formatTime(now, 'en'))
  return now - Number(way) * 60_000
}
