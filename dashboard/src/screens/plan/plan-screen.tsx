import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { useCarePlan } from './use-plan.ts'
import './plan.css'

export function PlanScreen() {
  const { id = '' } = useParams()
  return <PlanOf key={id} id={id} />
}

/** One person's care plan: to be read by all who care for them, and changed by those who may. */
function PlanOf({ id }: { id: string }) {
  const { t } = useTranslation()
  const care = useCarePlan(id)
  return (
    <div className="plan">
      <div className="plan-head">
        <ScreenHeading
          title={care.data === undefined ? t('plan.title') : t('plan.titleOf', { name: care.data.patient.name })}
        />
        <Link className="table-link back-link" to={`/patients/${encodeURIComponent(id)}`}>
          {t('plan.back')}
        </Link>
      </div>
      {care.data !== undefined && <PlanEditor care={care.data} />}
      {care.data === undefined && care.isError && (
        <FailureNotice
          error={care.error}
          say={(why) => t('plan.failed', { why })}
          onRetry={() => void care.refetch()}
        />
      )}
      {care.data === undefined && !care.isError && <LoadingNotice />}
    </div>
  )
}
