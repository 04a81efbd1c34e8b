import { fhirFaultSchema, type ProblemDetails } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'

/** Why a file could not be read: where, what is wrong there, and what to do about it. */
export function UnreadList({ faults }: { faults: NonNullable<ProblemDetails['faults']> }) {
  const { t } = useTranslation()
  if (faults.length === 0) return null
  return (
    <ul className="plan-unread">
      {faults.map(({ path, message, code, wanted = '' }) => {
        const known = fhirFaultSchema.safeParse(code)
        return (
          <li key={`${path} ${message}`}>
            {known.success ? t(`fhir.${known.data}`, { wanted }) : message} <code>{path}</code>
          </li>
        )
      })}
    </ul>
  )
}
