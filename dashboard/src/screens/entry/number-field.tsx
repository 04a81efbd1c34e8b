import type { StoredReading } from '@kotisilta/contract'
import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatNumber } from '../../words/numbers.ts'
import { readingText, unitText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'
import { type NumberField as Field, type FieldFault, rangeOfField } from './draft.ts'

interface Props {
  field: Field
  text: string
  fault: FieldFault | undefined
  /** The last value of the kind, for comparison. */
  last: StoredReading | undefined
  /** NEWS2 points that it gives. */
  points: number | undefined
  onText(text: string): void
}

const kindOf = (field: Field) => (field === 'systolic' || field === 'diastolic' ? 'blood-pressure' : field)

/** One number, with its unit, what can be written, and what it was last time. Takes a comma or a point. */
export function NumberField({ field, text, fault, last, points, onText }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const id = useId()
  const { least, most, step } = rangeOfField(field)
  const number = (value: number) => formatNumber(value, language, step < 1 && value % 1 !== 0 ? 1 : 0)
  const range = `${number(least)}–${number(most)}`
  const before =
    last === undefined
      ? ''
      : ` · ${t('entry.last', { value: readingText(t, language, last), time: formatMoment(last.at, language, now) })}`
  return (
    <div className="entry-field">
      <TextInput
        id={id}
        label={t(`entry.field.${field}`)}
        description={`${range}${before}`}
        error={fault === undefined ? undefined : t(`entry.fault.${fault}`, { range })}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        maxLength={8}
        size="lg"
        rightSectionWidth="5.5rem"
        rightSection={<span className="entry-unit">{unitText(t, kindOf(field))}</span>}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {points !== undefined && points > 0 && (
        <span className="entry-points" data-points={points}>
          {t('entry.news2.points', { count: points })}
        </span>
      )}
    </div>
  )
}
