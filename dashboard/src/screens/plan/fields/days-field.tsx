import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

interface Props {
  label: string
  value: readonly number[] | undefined
  onChange(days: number[] | undefined): void
}

/** Days of the week; all of them, or none, is every day. */
export function DaysField({ label, value, onChange }: Props) {
  const { t } = useTranslation()
  const { mayChange } = useEditing()
  const chosen = value ?? DAYS
  const toggle = (day: number) => {
    const next = DAYS.filter((each) => (each === day ? !chosen.includes(day) : chosen.includes(each)))
    onChange(next.length === 0 || next.length === 7 ? undefined : [...next])
  }
  return (
    <fieldset className="plan-days">
      <legend>{label}</legend>
      {DAYS.map((day) => (
        <Checkbox
          key={day}
          label={t(`plan.day.${day}`)}
          checked={chosen.includes(day)}
          disabled={!mayChange}
          onChange={() => toggle(day)}
        />
      ))}
    </fieldset>
  )
}
