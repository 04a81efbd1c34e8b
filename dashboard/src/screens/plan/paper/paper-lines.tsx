import type { Expected, Medicine, Plan } from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { kindText } from '../../../words/reading-text.ts'
import { optionText, ruleText, valueText } from '../path-text.ts'
import { valueAt } from '../plan-value.ts'
import type { RuleForm } from '../rule-forms.ts'

export function MeasureLine({ measure: { kind, withinHours, times, days } }: { measure: Expected }) {
  const { t } = useTranslation()
  return (
    <li>
      <b>{kindText(t, kind)}</b>: {t('plan.paper.within', { count: withinHours })}
      {times !== undefined && `, ${times.join(', ')}`}
      {days !== undefined && ` (${daysText(t, days)})`}
    </li>
  )
}

export function MedicineLine({ medicine: { name, atc, critical, doses } }: { medicine: Medicine }) {
  const { t } = useTranslation()
  const dose = ({ at, days }: Medicine['doses'][number]) => (days === undefined ? at : `${at} (${daysText(t, days)})`)
  return (
    <li>
      <b>{name}</b>
      {atc !== undefined && ` (${atc})`}: {doses.length === 0 ? t('plan.warning.no-doses') : doses.map(dose).join(', ')}
      {critical && ` – ${t('plan.medicines.critical')}`}
    </li>
  )
}

export const isOn = (plan: Plan, { enabled }: RuleForm): boolean => valueAt(plan, enabled) === true

export function RuleLine({ form, plan }: { form: RuleForm; plan: Plan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const numbers = form.numbers.flatMap((path) => {
    const value = valueAt(plan, path)
    if (typeof value !== 'number') return []
    const name = path.slice(form.enabled.length - 1).map((part) => optionText(t, part))
    return `${name.join(', ')}: ${valueText(t, language, path, value)}`
  })
  return (
    <li>
      <b>{ruleText(t, form.name)}</b>
      {numbers.length > 0 && ` (${numbers.join('; ')})`}
    </li>
  )
}

const daysText = (t: TFunction, days: readonly number[]): string =>
  days.map((day) => t(`plan.day.${day as 1}`)).join(' ')
