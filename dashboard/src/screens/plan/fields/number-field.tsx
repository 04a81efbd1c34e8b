import type { Language } from '@kotisilta/contract'
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { LOCALE } from '../../../words/numbers.ts'
import { useEditing, usePlace } from '../editing.ts'
import { originDescription } from './origin-mark.tsx'

interface Props {
  label: string
  /** Where it is in the plan's tree. */
  path: readonly string[]
  value: number | undefined
  /** An empty field is no value; otherwise it is a fault. */
  optional?: boolean
  unit?: string
  /** The label is read, not shown: a column's head says it. */
  inTable?: boolean
  onChange(value: number | undefined): void
}

/** A number with a comma or a point. What is no number stays as it was written, and is a fault until it is one. */
export function NumberField({ label, path, value, optional = false, unit, inTable = false, onChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { mayChange } = useEditing()
  const { fault, origin } = usePlace(path)
  const [text, setText] = useState(shown(value, language))
  useEffect(() => {
    // Only where another value has come from elsewhere: what is being written is left alone.
    setText((now) =>
      same(numberOf(now), value) || (value !== undefined && Number.isNaN(value)) ? now : shown(value, language),
    )
  }, [value, language])

  const write = (next: string) => {
    setText(next)
    const number = numberOf(next)
    onChange(next.trim() === '' && optional ? undefined : (number ?? Number.NaN))
  }
  return (
    <TextInput
      className="plan-number"
      label={inTable ? undefined : label}
      aria-label={inTable ? label : undefined}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      readOnly={!mayChange}
      error={fault === undefined ? undefined : t(`plan.fault.${fault}`)}
      description={inTable ? undefined : originDescription(origin)}
      rightSection={unit === undefined || unit === '' ? undefined : <span className="plan-unit">{unit}</span>}
      rightSectionWidth={unit === undefined || unit === '' ? undefined : 64}
      rightSectionPointerEvents="none"
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}

function shown(value: number | undefined, language: Language): string {
  if (value === undefined || Number.isNaN(value)) return ''
  return new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 4, useGrouping: false }).format(value)
}

const same = (a: number | undefined, b: number | undefined) => Object.is(a, b)

function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}
