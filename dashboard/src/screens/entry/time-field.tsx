import { SegmentedControl, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface WhenMeasured {
  /** Minutes ago, or at a time of the clock. */
  way: '0' | '15' | '60' | 'clock'
  clock: string
}

interface Props {
  when: WhenMeasured
  isFaulty: boolean
  onWhen(when: WhenMeasured): void
}

/** When it was measured: now, if nothing else is said. */
export function TimeField({ when, isFaulty, onWhen }: Props) {
  const { t } = useTranslation()
  const ago = (count: number) => ({ value: String(count), label: t('entry.time.ago', { count }) })
  return (
    <div className="entry-field entry-wide">
      <span id="entry-when" className="entry-label">
        {t('entry.time.label')}
      </span>
      <SegmentedControl
        aria-labelledby="entry-when"
        fullWidth
        value={when.way}
        onChange={(way) => onWhen({ ...when, way: way as WhenMeasured['way'] })}
        data={[
          { value: '0', label: t('entry.time.now') },
          ago(15),
          ago(60),
          { value: 'clock', label: t('entry.time.other') },
        ]}
      />
      {when.way === 'clock' && (
        <TextInput
          label={t('entry.time.clock')}
          description={t('entry.time.clockHint')}
          error={isFaulty ? t('entry.time.clockFault') : undefined}
          value={when.clock}
          inputMode="numeric"
          maxLength={5}
          size="lg"
          data-autofocus
          onChange={(event) => onWhen({ ...when, clock: event.currentTarget.value })}
        />
      )}
    </div>
  )
}
