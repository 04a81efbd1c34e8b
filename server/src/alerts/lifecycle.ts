import type { Alert } from '@kotisilta/contract'
import type { AlertCommand, AlertContext, AlertResult } from './lifecycle/command.ts'
import { applyFinding } from './lifecycle/finding.ts'
import { applyStaff } from './lifecycle/staff.ts'

export type { AlertCommand, AlertContext, AlertResult, StaffCommand } from './lifecycle/command.ts'

/**
 * The one place where alerts change, and pure. An alert is open until somebody takes it, acknowledged until it is
 * resolved or gets worse (then it is open again and nobody's), and only a person resolves it.
 *
 * @param alert for a finding: the patient's unresolved alert of the finding's problem, if there is one
 */
export function apply(alert: Alert | undefined, command: AlertCommand, context: AlertContext): AlertResult {
  if (command.type === 'finding') return applyFinding(alert, command.finding, context)
  return alert === undefined ? { refused: 'not-found' } : applyStaff(alert, command, context.now)
}
