import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'

interface Props {
  label: string
  value: readonly string[] | undefined
  onChange(times: string[] | undefined): void
}

/** Times of day, "7.30, 19.30"; none at all is no schedule. */
export function TimesField({ label, value, onChange }: Props) {
  const { t } = useTranslation()
  const { mayChange } = useEditing()
  const [text, setText] = useState((value ?? []).join(', '))
  const [wrong, setWrong] = useState(false)
  const write = (next: string) => {
    setText(next)
    const times = timesOf(next)
    setWrong(times === undefined)
    if (times !== undefined) onChange(times.length === 0 ? undefined : times)
  }
  return (
    <TextInput
      label={label}
      value={text}
      readOnly={!mayChange}
      placeholder="07:30"
      error={wrong ? t('plan.measures.timesWrong') : undefined}
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}

function timesOf(text: string): string[] | undefined {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '')
  const times = parts.map((part) => {
    const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(part) ?? []
    return hours === '' || Number(hours) > 23 || Number(minutes) > 59
      ? undefined
      : `${hours.padStart(2, '0')}:${minutes}`
  })
  return times.some((time) => time === undefined) || times.length > 12
    ? undefined
    : ([...new Set(times)] as string[]).sort()
}
