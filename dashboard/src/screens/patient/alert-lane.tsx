import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../../charts/use-dragging.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityShape } from '../../ui/priority-shape.tsx'
import { Lane } from './lane.tsx'

interface Props {
  alerts: readonly Alert[]
  range: TimeRange
  width: number
}

/** A flag for each alert, in the shape and colour of its priority. */
export function AlertLane({ alerts, range, width }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Lane
      title={t('patients.charts.alertsLane')}
      label={alerts
        .map((alert) => `${t(`terms.priority.${alert.priority}`)}: ${alert.words[language].title}`)
        .join('; ')}
      range={range}
      width={width}
      marks={alerts}
      at={({ occurredAt }) => occurredAt}
      keyOf={({ id }) => id}
      draw={(alert) => (
        <g className="flag" data-priority={alert.priority} transform="translate(-9 -9)">
          <title>{alert.words[language].title}</title>
          <PriorityShape priority={alert.priority} size={18} />
        </g>
      )}
    />
  )
}
