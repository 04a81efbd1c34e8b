import type { Limit } from '@kotisilta/contract'
import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'

interface Props {
  /** Of the sign whose limit it is. */
  name: string
  value: Limit['hours']
  onChange(hours: Limit['hours']): void
}

const NIGHT = { from: '22:00', to: '07:00' }
const DAY = { from: '07:00', to: '22:00' }

/** Around the clock, by day, by night, or between two times. */
export function HoursField({ name, value, onChange }: Props) {
  const { t } = useTranslation()
  const { mayChange } = useEditing()
  const is = (hours: typeof NIGHT) => value?.from === hours.from && value.to === hours.to
  const chosen = value === undefined ? 'always' : is(NIGHT) ? 'night' : is(DAY) ? 'day' : 'other'
  const choices = { always: undefined, day: DAY, night: NIGHT, other: { from: '23:00', to: '06:00' } } as const
  return (
    <div className="plan-hours">
      <NativeSelect
        aria-label={`${name}, ${t('plan.limits.hours')}`}
        value={chosen}
        disabled={!mayChange}
        data={(['always', 'day', 'night', 'other'] as const).map((each) => ({
          value: each,
          label: t(`plan.limits.when.${each}`),
        }))}
        onChange={(event) => onChange(choices[event.currentTarget.value as keyof typeof choices])}
      />
      {chosen === 'other' &&
        value !== undefined &&
        (['from', 'to'] as const).map((edge) => (
          <TextInput
            key={edge}
            type="time"
            aria-label={`${name}, ${t(`plan.limits.${edge}`)}`}
            value={value[edge]}
            readOnly={!mayChange}
            onChange={(event) => onChange({ ...value, [edge]: event.currentTarget.value })}
          />
        ))}
    </div>
  )
}
