import type { Milliseconds } from '@kotisilta/contract'
import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconPrinter, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PRESETS, type Preset, pan, presetOf, type Showing, showPreset, zoom } from './time-range.ts'

interface Props {
  showing: Showing
  now: Milliseconds
  onShow(showing: Showing): void
}

/** Chooses the time shown: a usual length, earlier or later, closer or wider. */
export function RangeBar({ showing, now, onShow }: Props) {
  const { t } = useTranslation()
  const icon = { size: 20, 'aria-hidden': true } as const
  return (
    <div className="range-bar">
      <SegmentedControl
        aria-label={t('patients.charts.range')}
        value={presetOf(showing) ?? ''}
        onChange={(preset) => onShow(showPreset(preset as Preset))}
        data={(Object.keys(PRESETS) as Preset[]).map((preset) => ({
          value: preset,
          label: t(`patients.charts.${preset}`),
        }))}
      />
      <div className="range-buttons">
        <Button
          variant="default"
          leftSection={<IconArrowLeft {...icon} />}
          onClick={() => onShow(pan(showing, -1, now))}
        >
          {t('patients.charts.earlier')}
        </Button>
        <Button
          variant="default"
          rightSection={<IconArrowRight {...icon} />}
          disabled={showing.follow}
          onClick={() => onShow(pan(showing, 1, now))}
        >
          {t('patients.charts.later')}
        </Button>
        <Button
          variant="default"
          aria-label={t('patients.charts.zoomIn')}
          title={t('patients.charts.zoomIn')}
          onClick={() => onShow(zoom(showing, 0.5, now))}
        >
          <IconZoomIn {...icon} />
        </Button>
        <Button
          variant="default"
          aria-label={t('patients.charts.zoomOut')}
          title={t('patients.charts.zoomOut')}
          onClick={() => onShow(zoom(showing, 2, now))}
        >
          <IconZoomOut {...icon} />
        </Button>
        <Button variant="default" leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {t('patients.charts.print')}
        </Button>
      </div>
    </div>
  )
}
