import type { Finding, Item, Milliseconds, Plan } from '@kotisilta/contract'
import { detect } from './detect.ts'
import { emptyState, type PatientState } from './state.ts'
import { tick } from './tick.ts'
import { timeOf } from './time.ts'

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

interface Span {
  start: Milliseconds
  end: Milliseconds
  every?: Milliseconds
  /** Since when all is heard. */
  listening?: Milliseconds
}

/** For tests: the same with a tick every so often from `start` until `end`, as a server does it. */
export function lived(
  plan: Plan,
  items: readonly Item[],
  { start, end, every = 5 * 60_000, listening = start }: Span,
  from: PatientState = emptyState(),
) {
  let state = from
  const findings: Finding[] = []
  let next = 0
  for (let now = start; now <= end; now += every) {
    for (; next < items.length && timeOf((items[next] as Item).at) <= now; next++) {
      const detected = detect(plan, state, items[next] as Item)
      state = detected.state
      findings.push(...detected.findings)
    }
    const ticked = tick(plan, state, now, listening)
    state = ticked.state
    findings.push(...ticked.findings)
  }
  return { state, findings }
}
