import type { PatientRecord } from '@kotisilta/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { getRecord } from '../../api/people-endpoints.ts'
import { useSession } from '../../api/session.ts'
import { useChoices } from '../../api/use-choices.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { SafetyMarks } from '../../ui/person/safety-marks.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { DevicesPanel } from './devices/devices-panel.tsx'
import { EditRecord } from './edit-record.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { IdentityLine } from './identity-line.tsx'
import { LifePanel } from './life/life-panel.tsx'
import { RightsPanel } from './rights/rights-panel.tsx'
import './people.css'

export function RecordScreen() {
  const { id = '' } = useParams()
  return <RecordOf key={id} id={id} />
}

/** What is written down about one person, how they are with us, and with which devices. */
function RecordOf({ id }: { id: string }) {
  const { t } = useTranslation()
  const record = useQuery({ queryKey: ['record', id], queryFn: () => getRecord(id), staleTime: 60_000 })
  const choices = useChoices()
  const failed = record.error ?? choices.error
  return (
    <div className="people-screen">
      <div className="people-head">
        <ScreenHeading title={t('people.record.title', { name: record.data?.name ?? '' })} />
        <Link className="table-link" to={`/patients/${encodeURIComponent(id)}`}>
          {t('people.record.back')}
        </Link>
      </div>
      {failed !== null && (
        <FailureNotice
          error={failed}
          say={(why) => t('people.record.failed', { why })}
          onRetry={() => void record.refetch()}
        />
      )}
      {failed === null && (record.data === undefined || choices.data === undefined) && <LoadingNotice />}
      {record.data !== undefined && choices.data !== undefined && (
        <>
          <SafetyMarks {...record.data} />
          <div className="people-columns">
            <LifePanel record={record.data} />
            <DevicesPanel record={record.data} kits={choices.data.kits} />
          </div>
          <IdentityLine record={record.data} />
          <EditRecord key={record.data.version} record={record.data} choices={choices.data} />
          <div className="people-columns">
            <HistoryPanel record={record.data} staff={choices.data.staff} />
            <Rights record={record.data} />
          </div>
        </>
      )}
    </div>
  )
}

function Rights({ record }: { record: PatientRecord }) {
  const { user } = useSession()
  return user.role === 'coordinator' ? <RightsPanel record={record} /> : null
}
