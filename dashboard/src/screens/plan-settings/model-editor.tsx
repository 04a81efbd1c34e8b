import {
  changesBetween,
  type Origin,
  originsOf,
  type Plan,
  pathKey,
  personalPart,
  planTree,
  planWarnings,
  READING_KIND_NAMES,
} from '@kotisilta/contract'
import { Tabs } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { draftFaults } from '../plan/draft-faults.ts'
import { type Editing, EditingContext } from '../plan/editing.ts'
import { LimitsSection } from '../plan/sections/limits-section.tsx'
import { MeasuresSection } from '../plan/sections/measures-section.tsx'
import { MedicinesSection } from '../plan/sections/medicines-section.tsx'
import { RulesSection } from '../plan/sections/rules-section.tsx'
import '../plan/plan.css'

interface Props {
  /** As it is, and as it is being written. */
  saved: Plan
  plan: Plan
  mayChange: boolean
  withMedicines: boolean
  onChange(plan: Plan): void
  /** Below the fields; they share what is known of the plan. */
  children: ReactNode
}

const TABS = { measures: Measures, medicines: MedicinesSection, rules: RulesSection } as const
type Tab = keyof typeof TABS
/** Nothing is known of whose devices measure what: a model is nobody's in particular. */
const MEASURED: ReadonlySet<(typeof READING_KIND_NAMES)[number]> = new Set(READING_KIND_NAMES)

/** A plan that is nobody's in particular: what is measured, the limits, and what is watched. */
export function ModelEditor({ saved, plan, mayChange, withMedicines, onChange, children }: Props) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const [tab, setTab] = useState<Tab>('measures')
  const changed = useMemo(
    () => new Set(changesBetween(planTree(saved), planTree(plan)).map(({ path }) => pathKey(path))),
    [saved, plan],
  )
  const editing: Editing = {
    care: { plan: saved, templates: [], candidates: [] },
    plan,
    mayChange,
    change: onChange,
    faults: useMemo(() => draftFaults(plan), [plan]),
    warnings: planWarnings(plan, { measured: MEASURED, now }),
    origins: useMemo(
      (): Record<string, Origin> => originsOf({ templates: [], personal: personalPart([], saved) }),
      [saved],
    ),
    changed,
  }
  const Shown = TABS[tab]
  const names = (Object.keys(TABS) as Tab[]).filter((name) => name !== 'medicines' || withMedicines)
  return (
    <EditingContext value={editing}>
      <Tabs value={tab} onChange={(value) => setTab((value ?? 'measures') as Tab)} keepMounted={false}>
        <Tabs.List aria-label={t('plan.title')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`plan.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Shown />
        </Tabs.Panel>
      </Tabs>
      {children}
    </EditingContext>
  )
}

function Measures() {
  return (
    <>
      <MeasuresSection />
      <LimitsSection />
    </>
  )
}
