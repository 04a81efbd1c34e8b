import type { Origin } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { useEditing } from '../editing.ts'
import { useTemplates } from '../use-plan.ts'

/** Where a value comes from, in a word; nothing for what is everybody's. */
export function OriginMark({ origin }: { origin: Origin | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { care } = useEditing()
  const templates = useTemplates(true)
  if (origin === undefined || origin.from === 'group') return null
  if (origin.from === 'personal')
    return <span className="plan-origin plan-origin-own">{t('plan.origin.personal')}</span>
  const template = [...care.templates, ...(templates.data ?? [])].find(({ id }) => id === origin.template)
  return <span className="plan-origin">{template?.title[language] ?? origin.template}</span>
}

/** For a field's description, which takes room even when it says nothing. */
export const originDescription = (origin: Origin | undefined) =>
  origin === undefined || origin.from === 'group' ? undefined : <OriginMark origin={origin} />
