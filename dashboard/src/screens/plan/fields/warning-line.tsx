import { useTranslation } from 'react-i18next'
import { usePlace } from '../editing.ts'

/** What is wrong with a whole entry, and what is probably not meant. */
export function WarningLine({ path }: { path: readonly string[] }) {
  const { t } = useTranslation()
  const { fault, warning } = usePlace(path)
  if (fault === undefined && warning === undefined) return null
  return (
    <p className={fault === undefined ? 'plan-warning' : 'plan-fault'}>
      {fault === undefined ? warning !== undefined && t(`plan.warning.${warning}`) : t(`plan.fault.${fault}`)}
    </p>
  )
}
