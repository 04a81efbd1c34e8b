import { useTranslation } from 'react-i18next'
import type { DraftFault } from './draft-faults.ts'
import { placeText } from './path-text.ts'

/** Why a plan cannot be saved as it is, place by place. */
export function FaultList({ faults }: { faults: readonly DraftFault[] }) {
  const { t } = useTranslation()
  if (faults.length === 0) return null
  return (
    <ul className="plan-fault">
      {faults.map(({ path, code }) => (
        <li key={`${path} ${code}`}>
          {placeText(t, path.split('/').map(decodeURIComponent))}: {t(`plan.fault.${code}`)}
        </li>
      ))}
    </ul>
  )
}
