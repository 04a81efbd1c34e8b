import type { Limit, Plan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage } from '../../locales/use-language.ts'
import { formatNumber, formatValue } from '../../words/numbers.ts'
import { kindText, unitText, withUnit } from '../../words/reading-text.ts'

/** What is watched for this person, in words. */
export function PlanSummary({ patient, plan }: { patient: string; plan: Plan }) {
  const { t } = useTranslation()
  const language = useLanguage()

  const signOf = ({ kind, component }: Limit) =>
    component === undefined ? kindText(t, kind) : t(`terms.component.${component}`)
  const sayings = (level: 'red' | 'yellow') =>
    plan.limits.flatMap((limit) => {
      const say = (side: 'below' | 'above', value: number | undefined) =>
        value === undefined
          ? []
          : [
              t(`patients.plan.${side}`, {
                sign: signOf(limit),
                value: withUnit(formatValue(value, limit.kind, language), unitText(t, limit.kind), language),
              }),
            ]
      return [...say('below', limit[level]?.low), ...say('above', limit[level]?.high)]
    })

  const kilograms = withUnit(formatNumber(plan.weightGain.kilograms, language, 1), t('terms.unit.kg'), language)
  const general = [
    plan.news2.enabled ? t('patients.plan.news2', { scale: plan.news2.spo2Scale }) : t('patients.plan.news2Off'),
    ...(plan.news2.supplementalOxygen === true ? [t('patients.plan.oxygen')] : []),
    plan.weightGain.enabled
      ? t('patients.plan.weightGain', { kilograms, count: plan.weightGain.days })
      : t('patients.plan.weightGainOff'),
  ]
  const parts = [
    { title: undefined, lines: general },
    { title: t('patients.plan.danger'), lines: sayings('red') },
    { title: t('patients.plan.attention'), lines: sayings('yellow') },
  ].filter(({ lines }) => lines.length > 0)

  return (
    <div className="panel">
      <h2>{t('patients.plan.title')}</h2>
      {parts.map(({ title, lines }) => (
        <div key={title ?? ''}>
          {title !== undefined && <h3>{title}</h3>}
          <ul className="plan-lines">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className="soft">{t('patients.plan.version', { version: plan.version })}</p>
      <Link className="table-link" to={`/patients/${encodeURIComponent(patient)}/plan`}>
        {t('plan.open')}
      </Link>
    </div>
  )
}
