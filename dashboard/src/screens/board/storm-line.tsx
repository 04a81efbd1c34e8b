import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useStorm } from './use-storm.ts'
import './storm-line.css'

/** How many homes an alert stands for, how many of them are back, and who they are. */
export function StormLine({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const storm = useStorm(alert)
  if (storm === undefined) return null
  const { members, over } = storm
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
