import type { Priority } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { PriorityShape } from './priority-shape.tsx'
import './priority-mark.css'

/** How urgent: shape, word and colour together. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const { t } = useTranslation()
  return (
    <span className="priority-mark" data-priority={priority} title={t(`terms.priorityMeans.${priority}`)}>
      <PriorityShape priority={priority} />
      {t(`terms.priority.${priority}`)}
    </span>
  )
}
