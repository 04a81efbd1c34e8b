import type { Medicine } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'
import { DaysField } from './days-field.tsx'
import { NumberField } from './number-field.tsx'
import { WarningLine } from './warning-line.tsx'

type Dose = Medicine['doses'][number]

interface Props {
  medicine: string
  path: readonly string[]
  dose: Dose
  onChange(dose: Dose | undefined): void
}

/** One dose: its time, and the minutes from then. */
export function DoseRow({ medicine, path, dose, onChange }: Props) {
  const { t } = useTranslation()
  const { mayChange } = useEditing()
  const withDays = (days: number[] | undefined) => {
    const { days: _before, ...others } = dose
    onChange(days === undefined ? others : { ...others, days })
  }
  return (
    <fieldset className="plan-dose">
      <legend>{t('plan.medicines.dose', { time: dose.at })}</legend>
      <div className="plan-row">
        <TextInput
          type="time"
          label={t('plan.medicines.at')}
          value={dose.at}
          readOnly={!mayChange}
          onChange={(event) => onChange({ ...dose, at: event.currentTarget.value })}
        />
        {(['early', 'late', 'critical', 'missed'] as const).map((edge) => (
          <NumberField
            key={edge}
            label={t(`plan.medicines.edge.${edge}`)}
            path={[...path, edge]}
            value={dose[edge]}
            unit={t('plan.medicines.minutes')}
            onChange={(minutes = Number.NaN) => onChange({ ...dose, [edge]: minutes })}
          />
        ))}
      </div>
      <DaysField label={t('plan.measures.days')} value={dose.days} onChange={withDays} />
      <WarningLine path={path} />
      {mayChange && (
        <div>
          <Button
            variant="default"
            onClick={() => onChange(undefined)}
            aria-label={t('plan.medicines.removeDose', { name: medicine, time: dose.at })}
          >
            {t('plan.remove')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
