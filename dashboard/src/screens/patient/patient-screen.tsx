import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePatient } from '../../api/use-patient.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { SafetyMarks } from '../../ui/person/safety-marks.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { GlassBanner } from '../break-glass/glass-banner.tsx'
import { TestBanner } from '../installation-test/test-banner.tsx'
import { DonePane } from './done-pane.tsx'
import { PersonPane } from './person-pane.tsx'
import { ReadingsPane } from './readings-pane.tsx'
import { useAlertsOf } from './use-alerts-of.ts'
import './patient.css'

export function PatientScreen() {
  const { id = '' } = useParams()
  return <Patient key={id} id={id} />
}

/** One person: who on the left, the signs over time in the middle, alerts and what was done on the right. */
function Patient({ id }: { id: string }) {
  const { t } = useTranslation()
  const patient = usePatient(id)
  const alerts = useAlertsOf(id)
  if (patient.data === undefined) {
    return (
      <>
        <ScreenHeading title={t('patients.title')} />
        {patient.isError ? (
          <FailureNotice
            error={patient.error}
            say={(why) => t('board.who.failed', { why })}
            onRetry={() => void patient.refetch()}
          />
        ) : (
          <LoadingNotice />
        )}
        <BackLink />
      </>
    )
  }
  return (
    <div className="patient">
      <div className="patient-head">
        {patient.data.ground === 'break-glass' && <GlassBanner />}
        <TestBanner patient={id} />
        <ScreenHeading title={patient.data.name} />
        <BackLink />
        <Link className="table-link back-link" to={`/patients/${encodeURIComponent(id)}/record`}>
          {t('people.record.edit')}
        </Link>
        <Link className="table-link back-link" to={`/patients/${id}/isbar`}>
          {t('handover.isbar.open')}
        </Link>
        <Link className="table-link back-link" to={`/patients/${id}/enter`}>
          {t('entry.title')}
        </Link>
        <SafetyMarks {...patient.data} />
      </div>
      <PersonPane patient={patient.data} />
      <ReadingsPane patient={patient.data} alerts={alerts.data ?? []} />
      <DonePane alerts={alerts} />
    </div>
  )
}

function BackLink() {
  const { t } = useTranslation()
  return (
    <Link className="table-link back-link" to="/patients">
      {t('patients.back')}
    </Link>
  )
}
