import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing, usePlace } from '../editing.ts'

interface Props {
  label: string
  /** Where it is in the plan's tree. */
  path: readonly string[]
  value: string
  type?: 'text' | 'date'
  onChange(text: string): void
}

/** A text of the plan, with what is wrong with it. */
export function TextField({ label, path, value, type = 'text', onChange }: Props) {
  const { t } = useTranslation()
  const { mayChange } = useEditing()
  const { fault } = usePlace(path)
  return (
    <TextInput
      type={type}
      label={label}
      value={value}
      readOnly={!mayChange}
      autoComplete="off"
      error={fault === undefined ? undefined : t(`plan.fault.${fault}`)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
