import type { CarePlan } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../../ui/screen-heading.tsx'
import { formatDate, formatDateTime } from '../../../words/times.ts'
import { PlanFacts } from '../plan-facts.tsx'
import { RULE_GROUPS } from '../rule-forms.ts'
import { useCarePlan } from '../use-plan.ts'
import { LimitTable } from './limit-table.tsx'
import { isOn, MeasureLine, MedicineLine, RuleLine } from './paper-lines.tsx'
import { PaperPart } from './paper-part.tsx'
import './paper.css'

/** The whole plan on one page, to be read, printed and taken along. */
export function PaperScreen() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const care = useCarePlan(id)
  if (care.data !== undefined) return <Paper care={care.data} />
  if (!care.isError) return <LoadingNotice />
  return (
    <FailureNotice error={care.error} say={(why) => t('plan.failed', { why })} onRetry={() => void care.refetch()} />
  )
}

function Paper({ care }: { care: CarePlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { plan, patient, templates, pauses } = care
  const rules = RULE_GROUPS.flatMap((group) => group.rules).filter((form) => isOn(plan, form))
  const moment = (at: string | number) => formatDateTime(at, language, now)
  return (
    <article className="paper">
      <div className="paper-head">
        <ScreenHeading title={t('plan.titleOf', { name: patient.name })} />
        <div className="paper-acts">
          <Button onClick={() => window.print()}>{t('plan.words.print')}</Button>
          <Link className="table-link back-link" to={`/patients/${encodeURIComponent(patient.id)}/plan`}>
            {t('plan.paper.back')}
          </Link>
        </div>
      </div>
      <PlanFacts care={care} />
      {templates.length > 0 && (
        <p>
          {t('plan.templates.title')}: {templates.map(({ title }) => title[language]).join(', ')}
        </p>
      )}
      <PaperPart title={t('plan.measures.title')} none={t('plan.measures.none')}>
        {plan.expected.map((one) => (
          <MeasureLine key={one.kind} measure={one} />
        ))}
      </PaperPart>
      <LimitTable plan={plan} />
      <PaperPart title={t('plan.tab.medicines')} none={t('plan.medicines.none')}>
        {plan.medicines.map((medicine) => (
          <MedicineLine key={medicine.id} medicine={medicine} />
        ))}
      </PaperPart>
      <PaperPart title={t('plan.rules.title')} none={t('plan.paper.nothingWatched')}>
        {plan.detection.enabled ? rules.map((form) => <RuleLine key={form.name} form={form} plan={plan} />) : []}
      </PaperPart>
      <PaperPart title={t('plan.tab.goals')} none={t('plan.goals.none')}>
        {plan.goals.map(({ id, text, target, due }) => (
          <li key={id}>
            {text}
            {target !== undefined && ` – ${target}`}
            {due !== undefined && ` (${formatDate(due, language, now)})`}
          </li>
        ))}
      </PaperPart>
      <PaperPart title={t('plan.pauses.title')} none={t('plan.pauses.none')}>
        {pauses.map(({ id, reason, from, until }) => (
          <li key={id}>
            {t(`plan.pauses.reason.${reason}`)} {t('plan.pauses.span', { from: moment(from), until: moment(until) })}
          </li>
        ))}
      </PaperPart>
      <p className="soft">{t('plan.paper.asOf', { at: moment(now) })}</p>
    </article>
  )
}
