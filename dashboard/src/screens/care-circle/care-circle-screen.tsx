import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { getCircle } from '../../api/access.ts'
import { useSession } from '../../api/session.ts'
import { usePatient } from '../../api/use-patient.ts'
import { changesCircle } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { Consents } from './consents.tsx'
import { Openings } from './openings.tsx'
import { Relationships } from './relationships.tsx'
import './care-circle.css'

/** Who may see one client's data: the area, care relationships, consents, and who has broken the glass. */
export function CareCircleScreen() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { user } = useSession()
  const patient = usePatient(id)
  const circle = useQuery({ queryKey: ['circle', id], queryFn: () => getCircle(id) })
  const name = patient.data?.name ?? ''
  const changes = changesCircle(user.role)
  return (
    <div className="circle">
      <ScreenHeading title={t('access.circle.title', { name })} />
      <Link className="table-link" to={`/patients/${id}`}>
        {t('access.circle.back')}
      </Link>
      {circle.isPending && <LoadingNotice />}
      {circle.isError && (
        <FailureNotice
          error={circle.error}
          say={(why) => t('access.circle.failed', { why })}
          onRetry={() => void circle.refetch()}
        />
      )}
      {circle.data !== undefined && (
        <>
          <p className="panel">{t('access.circle.area', { area: circle.data.area.name })}</p>
          <Openings openings={circle.data.openings} />
          <Relationships patient={id} relationships={circle.data.relationships} changes={changes} />
          <Consents patient={id} consents={circle.data.consents} changes={changes} />
        </>
      )}
    </div>
  )
}
