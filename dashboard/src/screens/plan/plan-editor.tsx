import { type CarePlan, leafPaths, type PlanDifference, pathKey, planWarnings, type Tree } from '@kotisilta/contract'
import { Tabs } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { changesPlans } from '../../shell/rights.ts'
import { draftFaults } from './draft-faults.ts'
import { type Draft, differencesOf, draftOf, isDirty, keepDraft, keptDraft, writtenIn } from './drafts.ts'
import { CareContext, type Editing, EditingContext } from './editing.ts'
import { PlanFacts } from './plan-facts.tsx'
import { ProposalsNotice } from './proposals-notice.tsx'
import { SaveBar } from './save-bar.tsx'
import { GoalsSection } from './sections/goals-section.tsx'
import { HistorySection } from './sections/history-section.tsx'
import { LimitsSection } from './sections/limits-section.tsx'
import { MeasuresSection } from './sections/measures-section.tsx'
import { MedicinesSection } from './sections/medicines-section.tsx'
import { PausesSection } from './sections/pauses-section.tsx'
import { RulesSection } from './sections/rules-section.tsx'
import { WordsSection } from './sections/words-section.tsx'
import { TemplatesBar } from './templates-bar.tsx'
import { TransferBar } from './transfer-bar.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'

const TABS = {
  measures: () => (
    <>
      <MeasuresSection />
      <LimitsSection />
    </>
  ),
  medicines: MedicinesSection,
  rules: RulesSection,
  goals: GoalsSection,
  pauses: PausesSection,
  history: HistorySection,
  words: WordsSection,
} as const
type Tab = keyof typeof TABS
const NAMES = Object.keys(TABS) as Tab[]

export function PlanEditor({ care }: { care: CarePlan }) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const { user } = useSession()
  const mayChange = changesPlans(user.role)
  const [tab, setTab] = useState<Tab>('measures')
  const [draft, setDraft] = useState<Draft | undefined>(() => keptDraft(care.patient.id))
  /** Grows when what was written is thrown away, so that the fields show the plan again. */
  const [round, setRound] = useState(0)
  const current = draft ?? draftOf(care)
  const dirty = draft !== undefined && isDirty(care, draft)
  useEffect(() => keepDraft(care.patient.id, dirty ? draft : undefined), [care.patient.id, dirty, draft])

  const discard = () => {
    keepDraft(care.patient.id, undefined)
    setDraft(undefined)
    setRound((before) => before + 1)
  }
  const differences = useMemo(() => differencesOf(care, current), [care, current])
  const faults = useMemo(() => draftFaults(current.plan), [current.plan])
  const editing: Editing = {
    care,
    plan: current.plan,
    mayChange,
    change: (plan) => setDraft({ ...current, plan }),
    faults,
    warnings: planWarnings(current.plan, { measured: new Set(care.measured), now }),
    origins: current.base?.origins ?? care.origins,
    changed: useMemo(() => new Set(writtenIn(care, current).flatMap(changedKeys)), [care, current]),
  }
  const Shown = TABS[tab]
  return (
    <CareContext value={care}>
      <EditingContext value={editing}>
        <PlanFacts care={care} />
        <ProposalsNotice care={care} mayDecide={mayChange} />
        <Tabs value={tab} onChange={(value) => setTab((value ?? 'measures') as Tab)} keepMounted={false}>
          <Tabs.List aria-label={t('plan.title')}>
            {NAMES.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`plan.tab.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab} key={`${round} ${care.newest} ${tab}`}>
            <Shown />
          </Tabs.Panel>
        </Tabs>
        <TemplatesBar
          care={care}
          isFree={!dirty}
          mayChange={mayChange}
          onUse={({ plan, origins }, templates) => {
            setDraft({ ...draftOf(care), plan, templates, base: { plan, origins } })
            setRound((before) => before + 1)
          }}
        />
        <TransferBar
          care={care}
          isFree={!dirty}
          mayChange={mayChange}
          onUse={({ plan, origins }) => {
            setDraft({ ...draftOf(care), plan, change: 'imported', base: { plan, origins } })
            setRound((before) => before + 1)
          }}
        />
        {dirty && (
          <>
            <SaveBar care={care} draft={current} differences={differences} onSaved={discard} onDiscard={discard} />
            <UnsavedGuard onDiscard={discard} />
          </>
        )}
      </EditingContext>
    </CareContext>
  )
}

/** Of each value that the difference touches. */
function changedKeys({ path, after }: PlanDifference): string[] {
  if (typeof after !== 'object' || after === null || Array.isArray(after)) return [pathKey(path)]
  return [pathKey(path), ...leafPaths(after as Tree, path).map(pathKey)]
}
