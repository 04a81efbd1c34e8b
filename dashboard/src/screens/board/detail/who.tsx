import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePatient } from '../../../api/use-patient.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { Contacts } from '../../../ui/person/contacts.tsx'
import { PersonFacts } from '../../../ui/person/person-facts.tsx'

/** Whom the alert is about, as far as whoever answers has to know. */
export function Who({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const patient = usePatient(alert.patient.id)
  return (
    <section className="panel" aria-labelledby="who-title">
      <h3 id="who-title">{alert.patient.name}</h3>
      {patient.isPending && <LoadingNotice />}
      {patient.isError && (
        <FailureNotice
          error={patient.error}
          say={(why) => t('board.who.failed', { why })}
          onRetry={() => void patient.refetch()}
        />
      )}
      {patient.data !== undefined && (
        <>
          <PersonFacts patient={patient.data} />
          <Contacts contacts={patient.data.contacts} />
        </>
      )}
      <Link className="table-link" to={`/patients/${alert.patient.id}`}>
        {t('board.detail.openPatient')}
      </Link>
    </section>
  )
}
