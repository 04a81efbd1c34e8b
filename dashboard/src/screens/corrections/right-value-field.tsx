import { CONSCIOUSNESS_LEVELS, type StoredReading } from '@kotisilta/contract'
import { Radio, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { nameWithUnit, unitText } from '../../words/reading-text.ts'

interface Props {
  reading: StoredReading
  texts: readonly string[]
  isFaulty: boolean
  onTexts(texts: readonly string[]): void
}

export function RightValueField({ reading: { kind }, texts, isFaulty, onTexts }: Props) {
  const { t } = useTranslation()
  const fault = isFaulty ? t('corrections.faultyValue') : undefined
  if (kind === 'consciousness') {
    return (
      <Radio.Group
        label={t('corrections.value')}
        value={texts[0] ?? null}
        error={fault}
        onChange={(level) => onTexts([level])}
      >
        <div className="outcomes">
          {CONSCIOUSNESS_LEVELS.map((level) => (
            <Radio key={level} className="outcome" value={level} label={t(`terms.consciousness.${level}`)} />
          ))}
        </div>
      </Radio.Group>
    )
  }
  const names =
    kind === 'blood-pressure' ? [t('entry.field.systolic'), t('entry.field.diastolic')] : [t('corrections.value')]
  return (
    <div className="right-values">
      {names.map((name, place) => (
        <TextInput
          key={name}
          label={nameWithUnit(name, unitText(t, kind))}
          error={place === names.length - 1 ? fault : undefined}
          value={texts[place] ?? ''}
          inputMode="decimal"
          autoComplete="off"
          maxLength={8}
          size="lg"
          onChange={(event) =>
            onTexts(names.map((_, at) => (at === place ? event.currentTarget.value : (texts[at] ?? ''))))
          }
        />
      ))}
    </div>
  )
}
