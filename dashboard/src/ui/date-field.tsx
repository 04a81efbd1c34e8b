import { TextInput, type TextInputProps } from '@mantine/core'

interface Props extends Omit<TextInputProps, 'type' | 'value' | 'onChange'> {
  /** `2026-11-26`, with the time `2026-11-26T07:00` on the wall in Helsinki; empty: none. */
  value: string
  withTime?: boolean
  onChange(value: string): void
}

/** A day, or a day and a time, by the browser's own calendar. */
export function DateField({ withTime = false, onChange, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type={withTime ? 'datetime-local' : 'date'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
