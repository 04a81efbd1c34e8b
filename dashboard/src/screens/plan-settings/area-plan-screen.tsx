import { type AreaPlan, changesBetween, dangerChanges, type Plan, planTree } from '@kotisilta/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { formatDateTime } from '../../words/times.ts'
import { ChangeBar } from '../plan/change-bar.tsx'
import { UnsavedGuard } from '../plan/unsaved-guard.tsx'
import { AreaHistory } from './area-history.tsx'
import { AreaPeople } from './area-people.tsx'
import { AreaProposals } from './area-proposals.tsx'
import { ModelEditor } from './model-editor.tsx'
import { useAreaPlan, usePlanAreas, useSaveAreaPlan } from './use-plan-settings.ts'
import './plan-settings.css'

export function AreaPlanScreen() {
  const { area = '' } = useParams()
  const { t } = useTranslation()
  const plan = useAreaPlan(area)
  if (plan.data !== undefined) return <AreaPlanOf key={area} area={plan.data} />
  if (!plan.isError) return <LoadingNotice />
  return (
    <FailureNotice error={plan.error} say={(why) => t('plan.failed', { why })} onRetry={() => void plan.refetch()} />
  )
}

/** What whoever lives in the area and has no plan of their own is judged by. */
function AreaPlanOf({ area }: { area: AreaPlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const mayChange = usePlanAreas().data?.find(({ id }) => id === area.area.id)?.mayChange === true
  const save = useSaveAreaPlan(area.area.id)
  const [draft, setDraft] = useState<{ plan: Plan; seen: number }>()
  const plan = draft?.plan ?? area.plan
  const [before, after] = [planTree(area.plan), planTree(plan)]
  const differences = changesBetween(before, after)
  const isDirty = draft !== undefined && differences.length > 0
  const discard = () => setDraft(undefined)
  const [newest] = area.history
  return (
    <div className="plan">
      <div className="plan-head">
        <ScreenHeading title={t('planSettings.area.title', { area: area.area.name })} />
        <Link className="table-link back-link" to="/plan-settings">
          {t('planSettings.back')}
        </Link>
      </div>
      <div className="plan-facts">
        <p>
          {newest === undefined
            ? t('planSettings.area.none')
            : t('plan.facts.version', {
                version: newest.version,
                at: formatDateTime(newest.changedAt, language, now),
                name: newest.changedBy.name,
              })}
        </p>
        {area.fourEyes && <p>{t('plan.facts.fourEyes')}</p>}
        {!mayChange && <p className="soft">{t('planSettings.area.readOnly')}</p>}
      </div>
      <ModelEditor
        saved={area.plan}
        plan={plan}
        mayChange={mayChange}
        withMedicines={false}
        onChange={(next) => setDraft({ plan: next, seen: draft?.seen ?? area.version })}
      >
        <AreaPeople people={area.people} version={area.version} />
        <AreaProposals area={area} mayDecide={mayChange} />
        <AreaHistory area={area} />
        {isDirty && (
          <>
            <ChangeBar
              differences={differences}
              needsTwo={area.fourEyes && dangerChanges(before, after).length > 0}
              isOutdated={draft.seen !== area.version}
              concerns={t('planSettings.area.concerns', { count: area.people.following.count })}
              save={save}
              onSave={(reason) => save.mutate({ seen: draft.seen, plan, reason }, { onSuccess: discard })}
              onDiscard={discard}
            />
            <UnsavedGuard onDiscard={discard} />
          </>
        )}
      </ModelEditor>
    </div>
  )
}
