import type { Alert } from '@kotisilta/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live/live-provider.tsx'
import { stormOf } from '../../live/storms.ts'
import './storm-line.css'

/** How many homes an alert stands for, how many of them are back, and who they are. */
export function StormLine({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const alerts = useLive((state) => state.alerts)
  const size = useMemo(() => stormOf(alerts, alert), [alerts, alert])
  if (size === undefined || size.members.length < 2) return null
  const { members, over } = size
  return (
    <details className="storm">
      <summary>
        <b>{t('board.storm.count', { count: members.length })}</b>
        {over > 0 && <> · {t('board.storm.over', { count: over })}</>}
      </summary>
      <ul aria-label={t('board.storm.members')}>
        {members.map(({ id, patient, stillTrue, owner }) => (
          <li key={id} data-over={stillTrue === false || undefined}>
            {patient.name}
            {stillTrue === false && ` · ${t('board.storm.back')}`}
            {owner !== null && ` · ${owner.name}`}
          </li>
        ))}
      </ul>
    </details>
  )
}
