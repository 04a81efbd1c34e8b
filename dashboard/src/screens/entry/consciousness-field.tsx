import { CONSCIOUSNESS_LEVELS, type Consciousness } from '@kotisilta/contract'
import { Button, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  value: Consciousness | undefined
  onValue(value: Consciousness | undefined): void
}

/** ACVPU, one touch each; what was touched by mistake can be taken back. */
export function ConsciousnessField({ value, onValue }: Props) {
  const { t } = useTranslation()
  return (
    <div className="entry-field entry-wide">
      <Radio.Group
        label={t('terms.reading.consciousness')}
        value={value ?? null}
        onChange={(level) => onValue(level as Consciousness)}
      >
        <div className="entry-levels">
          {CONSCIOUSNESS_LEVELS.map((level) => (
            <Radio key={level} className="outcome" value={level} label={t(`terms.consciousness.${level}`)} />
          ))}
        </div>
      </Radio.Group>
      {value !== undefined && (
        <Button variant="default" onClick={() => onValue(undefined)}>
          {t('entry.notSaid')}
        </Button>
      )}
    </div>
  )
}
