import { entryKeys, type Limit, limitKey, type Plan } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { formatValue } from '../../../words/numbers.ts'
import { kindText, unitText, withUnit } from '../../../words/reading-text.ts'
import { PaperPart } from './paper-part.tsx'

const EDGES = [
  ['red', 'low'],
  ['yellow', 'low'],
  ['yellow', 'high'],
  ['red', 'high'],
] as const

/** From danger below to danger above, as one reads a scale. */
export function LimitTable({ plan: { limits, detection } }: { plan: Plan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = t('plan.limits.title')
  if (limits.length === 0)
    return (
      <PaperPart title={title} none={t('plan.paper.noLimits')}>
        {[]}
      </PaperPart>
    )
  const keys = entryKeys(limits, limitKey)
  const edge = (limit: Limit, level: 'red' | 'yellow', side: 'low' | 'high') => {
    const value = limit[level]?.[side]
    const { kind } = limit
    return value === undefined ? '–' : withUnit(formatValue(value, kind, language), unitText(t, kind), language)
  }
  return (
    <section className="paper-part">
      <h2>{title}</h2>
      {(!detection.enabled || detection.off.includes('limit')) && <p>{t('plan.warning.limits-off')}</p>}
      <table className="paper-limits">
        <thead>
          <tr>
            <th scope="col">{t('plan.limits.sign')}</th>
            {EDGES.map(([level, side]) => (
              <th key={`${level} ${side}`} scope="col">
                {t(`plan.limits.${level}.${side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limits.map((limit, place) => (
            <tr key={keys[place]}>
              <th scope="row">
                {limit.component === undefined ? kindText(t, limit.kind) : t(`terms.component.${limit.component}`)}
                {limit.hours !== undefined && ` ${limit.hours.from}–${limit.hours.to}`}
              </th>
              {EDGES.map(([level, side]) => (
                <td key={`${level} ${side}`}>{edge(limit, level, side)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
