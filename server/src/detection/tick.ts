import type { Milliseconds, Plan } from '@kotisilta/contract'
import { type Detected, passTime } from './pass-time.ts'
import type { PatientState } from './state.ts'
import { watchedUntil } from './watch/watch.ts'

/**
 * What the passing of time means for one person, with nothing new heard. Called every minute or so; how often makes no
 * difference to what is found, only to when it is told: a finding's `at` is the moment at which it became true. Never with
 * a time that lies before an earlier one. What arrives later and shows that it was otherwise takes it back (`isLate`,
 * `rebuild`).
 *
 * @param now of the server's clock
 * @returns the same state if nothing has changed
 */
export function tick(plan: Plan, state: PatientState, now: Milliseconds): Detected {
  const passed = passTime(plan, state, now)
  const watched = watchedUntil(plan, passed.state, now)
  if (watched.findings.length === 0) return { state: watched.state, findings: passed.findings }
  return { state: watched.state, findings: [...passed.findings, ...watched.findings] }
}
