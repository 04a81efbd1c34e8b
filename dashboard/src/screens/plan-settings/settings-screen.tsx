import type { PlanAreas } from '@kotisilta/contract'
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { asksSecondPerson, endsSecondPerson } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { TemplateList } from './template-list.tsx'
import { useFourEyes, usePlanAreas } from './use-plan-settings.ts'
import './plan-settings.css'

/** What plans are made of in this house: each area's plan for everybody, its second pair of eyes, and templates. */
export function PlanSettingsScreen() {
  const { t } = useTranslation()
  const areas = usePlanAreas()
  return (
    <div className="plan-settings">
      <ScreenHeading title={t('planSettings.title')} />
      <section className="panel" aria-labelledby="plan-areas">
        <h2 id="plan-areas">{t('planSettings.areas.title')}</h2>
        <p className="soft">{t('planSettings.areas.hint')}</p>
        {areas.isPending && <LoadingNotice />}
        {areas.isError && <FailureNotice error={areas.error} onRetry={() => void areas.refetch()} />}
        <ul className="settings-list">
          {areas.data?.map((area) => (
            <AreaRow key={area.id} area={area} />
          ))}
        </ul>
      </section>
      <TemplateList />
    </div>
  )
}

function AreaRow({ area }: { area: PlanAreas[number] }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const fourEyes = useFourEyes()
  const { id, name, version, waiting, mayChange } = area
  const maySwitch = area.fourEyes ? endsSecondPerson(user.role) : asksSecondPerson(user.role)
  return (
    <li>
      <div>
        <Link className="table-link" to={`/plan-settings/areas/${encodeURIComponent(id)}`}>
          {name}
        </Link>
        <p className="soft">
          {version === 0 ? t('planSettings.areas.none') : t('planSettings.areas.version', { version })}
          {mayChange && ` ${t('planSettings.areas.yours')}`}
        </p>
        {waiting > 0 && <p className="plan-warning">{t('plan.proposals.title', { count: waiting })}</p>}
      </div>
      <Switch
        label={t('planSettings.areas.fourEyes')}
        description={area.fourEyes && !maySwitch ? t('planSettings.areas.fourEyesEnd') : undefined}
        checked={fourEyes.isPending ? fourEyes.variables.fourEyes : area.fourEyes}
        disabled={!maySwitch || fourEyes.isPending}
        onChange={(event) => fourEyes.mutate({ area: id, fourEyes: event.currentTarget.checked })}
      />
      {fourEyes.isError && <FailureNotice error={fourEyes.error} say={(why) => t('plan.failed', { why })} />}
    </li>
  )
}
