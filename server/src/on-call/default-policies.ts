import {
  type EscalationPolicy,
  type EscalationTarget,
  type Priority,
  policySchema,
  type Role,
} from '@kotisilta/contract'

const role = (name: Role): EscalationTarget => ({ type: 'role', role: name })

/** How long each step has, in seconds (ours: a high alert is to be answered within 60 s, TSA's figure for telecare). */
const WAITS: Readonly<Record<Priority, number>> = { high: 60, medium: 600, low: 7200 }

const chainOf = (priority: Priority): EscalationPolicy =>
  policySchema.parse({
    id: `default-${priority}`,
    name: `Default, ${priority}`,
    priorities: [priority],
    steps: [role('on-call'), role('nurse'), role('coordinator')].map((to) => ({
      to: [to],
      waitSeconds: WAITS[priority],
    })),
  })

/** The chain of an alert for which nobody has written down another: on-call, the nurses, the coordinators. */
export const DEFAULT_POLICIES: Readonly<Record<Priority, EscalationPolicy>> = {
  high: chainOf('high'),
  medium: chainOf('medium'),
  low: chainOf('low'),
}

/**
 * The chain of what is wrong with machines, where nobody has written down another: the technicians, the administrators,
 * the coordinators, half an hour each (ours: nobody's life hangs on it at once, and whoever sleeps has to wake and look).
 */
export const DEFAULT_TECHNICAL_POLICY: EscalationPolicy = policySchema.parse({
  id: 'default-technical',
  name: 'Default, technical',
  kind: 'technical',
  priorities: ['medium'],
  steps: (['technician', 'administrator', 'coordinator'] as const).map((name) => ({
    to: [role(name)],
    waitSeconds: 1800,
  })),
})
