import type { LifeStatus, LifeStep, PatientRecord } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatDate } from '../../../words/times.ts'
import { StepForm } from './step-form.tsx'

type Step = LifeStep['step']

/** What can happen from each situation, the most usual first. */
const NEXT: Readonly<Record<LifeStatus, readonly Step[]>> = {
  active: ['hospital', 'left', 'died'],
  hospital: ['return', 'left', 'died'],
  left: ['admit', 'died'],
  dead: [],
}

/** Where the person is in the service, and the steps that can be taken from there: each is one dialog. */
export function LifePanel({ record }: { record: PatientRecord }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [step, setStep] = useState<Step>()
  const [done, setDone] = useState(false)
  const { status, statusSince, canUndo } = record
  const steps: readonly Step[] = canUndo ? [...NEXT[status], 'undo'] : NEXT[status]
  return (
    <section className="panel">
      <h2>{t('people.life.title')}</h2>
      <p>
        <b>{t(`people.status.${status}`)}</b>
        {statusSince !== null && (
          <span className="soft"> {t('people.life.since', { date: formatDate(statusSince, language, now) })}</span>
        )}
      </p>
      <div className="people-actions">
        {steps.map((each) => (
          <Button
            key={each}
            variant="default"
            onClick={() => {
              setDone(false)
              setStep(each)
            }}
          >
            {t(`people.life.${each}`)}
          </Button>
        ))}
      </div>
      <p role="status">{done && t('people.life.done')}</p>
      <Dialog
        opened={step !== undefined}
        onClose={() => setStep(undefined)}
        title={step === undefined ? '' : `${t(`people.life.${step}`)}: ${record.name}`}
        size="lg"
      >
        {step !== undefined && (
          <StepForm
            key={step}
            id={record.id}
            step={step}
            onClose={() => setStep(undefined)}
            onDone={() => {
              setStep(undefined)
              setDone(true)
            }}
          />
        )}
      </Dialog>
    </section>
  )
}
