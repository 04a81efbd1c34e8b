import type { Branch, PlanDifference } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { useEditing } from './editing.ts'
import { differenceKey, placeText, valueText } from './path-text.ts'

/** What one plan says otherwise than another, a line for each thing: before, and after. */
export function DifferenceList({ differences }: { differences: readonly PlanDifference[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { care, plan } = useEditing()
  /** What has a name is not called by its id. */
  const nameOf = (id: string): string | undefined => {
    const known = [care.plan, plan].flatMap(({ medicines, goals }) => [
      ...medicines.map((one) => ({ id: one.id, name: one.name })),
      ...goals.map((one) => ({ id: one.id, name: one.text })),
      ...care.candidates,
    ])
    return known.findLast((one) => one.id === id && one.name !== '')?.name
  }
  const value = (path: readonly string[], branch: Branch | undefined) =>
    path[0] === 'responsible' && typeof branch === 'string'
      ? (nameOf(branch) ?? branch)
      : valueText(t, language, path, branch)
  if (differences.length === 0) return <p className="soft">{t('plan.noDifferences')}</p>
  return (
    <ul className="plan-differences">
      {differences.map((difference) => {
        const { path, before, after } = difference
        return (
          <li key={differenceKey(difference)}>
            <span>{placeText(t, path, nameOf)}</span>
            <span>
              <del>{value(path, before as Branch)}</del> → <ins>{value(path, after as Branch)}</ins>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
