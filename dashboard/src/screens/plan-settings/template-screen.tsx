import {
  changesBetween,
  groupPlan,
  type KeptTemplate,
  layeredPlan,
  modelPlan,
  type Plan,
  planTree,
} from '@kotisilta/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { useSession } from '../../api/session.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { keepsTemplates } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { ChangeBar } from '../plan/change-bar.tsx'
import { UnsavedGuard } from '../plan/unsaved-guard.tsx'
import { useCarePlan } from '../plan/use-plan.ts'
import { ModelEditor } from './model-editor.tsx'
import { templateId } from './template-id.ts'
import { TemplateWords, wordsMissing } from './template-words.tsx'
import { useAllTemplates, useSaveTemplate } from './use-plan-settings.ts'
import './plan-settings.css'

const NOTHING = { fi: '', sv: '', en: '' }
type Begun = Pick<KeptTemplate, 'title' | 'about'> & { id: string | undefined; version: number; plan: Plan }
const NEW: Begun = { id: undefined, version: 0, title: NOTHING, about: NOTHING, plan: groupPlan }

/** A template: a new one, one made of somebody's plan, one of the house's own, or one of the product's to be read. */
export function TemplateScreen() {
  const { id = '' } = useParams()
  const [address] = useSearchParams()
  const from = address.get('from')
  if (id !== 'new') return <Kept key={id} id={id} />
  return from === null ? <TemplateEditor begun={NEW} mayChange /> : <MadeOf key={from} patient={from} />
}

function MadeOf({ patient }: { patient: string }) {
  const { t } = useTranslation()
  const care = useCarePlan(patient)
  if (care.isError) return <FailureNotice error={care.error} say={(why) => t('plan.failed', { why })} />
  if (care.data === undefined) return <LoadingNotice />
  return <TemplateEditor begun={NEW} made={modelPlan(care.data.plan)} mayChange />
}

function Kept({ id }: { id: string }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const templates = useAllTemplates()
  const template = templates.data?.find((one) => one.id === id)
  if (templates.isError) return <FailureNotice error={templates.error} say={(why) => t('plan.failed', { why })} />
  if (templates.data === undefined) return <LoadingNotice />
  if (template === undefined) return <p className="panel">{t('problems.code.plan-template-unknown')}</p>
  const plan = layeredPlan({ templates: [template], personal: {} })
  return (
    <TemplateEditor
      key={template.version}
      begun={{ ...template, plan }}
      mayChange={keepsTemplates(user.role) && template.from === 'house'}
    />
  )
}

interface Props {
  begun: Begun
  /** What is in it that is not saved yet. */
  made?: Plan
  mayChange: boolean
}

function TemplateEditor({ begun, made, mayChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const save = useSaveTemplate()
  const [plan, setPlan] = useState(made ?? begun.plan)
  const [words, setWords] = useState({ title: begun.title, about: begun.about })
  const differences = changesBetween(planTree(begun.plan), planTree(plan))
  const isRenamed = JSON.stringify(words) !== JSON.stringify({ title: begun.title, about: begun.about })
  const isDirty = mayChange && (differences.length > 0 || isRenamed)
  const title = begun.id === undefined ? t('planSettings.templates.new') : begun.title[language]
  const store = () => {
    const id = begun.id ?? templateId(words.title.en)
    save.mutate(
      { id, seen: begun.version, text: words, plan },
      { onSuccess: () => void navigate('/plan-settings', { replace: true }) },
    )
  }
  const discard = () => {
    setPlan(begun.plan)
    setWords({ title: begun.title, about: begun.about })
  }
  return (
    <div className="plan">
      <div className="plan-head">
        <ScreenHeading title={title} />
        <Link className="table-link back-link" to="/plan-settings">
          {t('planSettings.back')}
        </Link>
      </div>
      {made !== undefined && <p className="soft">{t('planSettings.templates.madeOf')}</p>}
      {!mayChange && <p className="soft">{t('planSettings.templates.readOnly')}</p>}
      <TemplateWords words={words} mayChange={mayChange} onChange={setWords} />
      <ModelEditor saved={begun.plan} plan={plan} mayChange={mayChange} withMedicines onChange={setPlan}>
        {isDirty && (
          <>
            <ChangeBar
              differences={differences}
              isOutdated={false}
              concerns={t('planSettings.templates.concerns')}
              missing={wordsMissing(words) ? t('planSettings.templates.wordsMissing') : undefined}
              withReason={false}
              save={save}
              onSave={store}
              onDiscard={discard}
            />
            {!save.isSuccess && <UnsavedGuard onDiscard={discard} />}
          </>
        )}
      </ModelEditor>
    </div>
  )
}
