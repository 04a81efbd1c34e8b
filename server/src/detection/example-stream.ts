import type { Finding, Item, Plan } from '@kotisilta/contract'
import { detect } from './detect.ts'
import { emptyState, type PatientState } from './state.ts'

/** For tests: the findings of items judged one after the other, and the state that they leave. */
export function stream(plan: Plan, items: readonly Item[], from: PatientState = emptyState()) {
  let state = from
  const findings: Finding[] = []
  for (const item of items) {
    const detected = detect(plan, state, item)
    state = detected.state
    findings.push(...detected.findings)
  }
  return { state, findings }
}

/** `raised high`, `cleared medium`: what a test usually asks of a finding. */
export const inShort = ({ change, priority }: Finding): string => `${change} ${priority}`
