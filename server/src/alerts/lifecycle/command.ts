import type { Actor, Alert, Finding, Outcome, ProblemCode } from '@kotisilta/contract'

/** What somebody wants done with an alert. `version`: the alert as that person saw it. */
export type StaffCommand = { by: Actor; version?: number | undefined } & (
  | { type: 'acknowledge' }
  /** Handing on; one that nobody had is taken by the same stroke. */
  | { type: 'assign'; to: Actor }
  | { type: 'note'; text: string }
  | { type: 'resolve'; outcome: Outcome; note?: string | undefined }
)

export type AlertCommand = { type: 'finding'; finding: Finding } | StaffCommand

export interface AlertContext {
  /** ISO 8601: when the command is carried out. */
  now: string
  newId: () => string
  /** Whose alert it becomes, if the command raises one. */
  patient: Alert['patient']
}

export type AlertResult =
  | { alert: Alert }
  /** `by`: who was first. */
  | { refused: ProblemCode; by?: Actor }
  | { unchanged: true }
