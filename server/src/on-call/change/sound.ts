import type { EscalationPolicy, ProblemCode, Schedule } from '@kotisilta/contract'

/** Whether an id is an account that can be called. */
type Known = (staff: string) => boolean

/**
 * Why a schedule cannot be: `roster-empty` (there is nobody in it), `staff-unknown`, `request-invalid` (a layer ends before
 * it begins, or two are called the same). Undefined: it can. Gaps are no reason: they are told, and somebody sees to them.
 */
export function scheduleFault({ layers }: Omit<Schedule, 'overrides'>, known: Known): ProblemCode | undefined {
  const people = layers.flatMap(({ crews }) => crews.flat())
  if (people.length === 0) return 'roster-empty'
  if (!people.every(known)) return 'staff-unknown'
  if (new Set(layers.map(({ id }) => id)).size < layers.length) return 'request-invalid'
  return layers.some(({ from, until }) => until !== undefined && until < from) ? 'request-invalid' : undefined
}

/**
 * Why a policy cannot be: `policy-loops` (two of its steps call the same; going through it again is what `repeats` says),
 * `staff-unknown`, `schedule-unknown`, `policy-one-taker` (several, of a machine). Undefined: it can.
 */
export function policyFault(
  { kind, steps, takers }: EscalationPolicy,
  known: Known,
  isSchedule: (schedule: string) => boolean,
): ProblemCode | undefined {
  if (kind === 'technical' && takers > 1) return 'policy-one-taker'
  const targets = steps.flatMap(({ to }) => to)
  if (targets.some((target) => target.type === 'schedule' && !isSchedule(target.schedule))) return 'schedule-unknown'
  if (targets.some((target) => target.type === 'staff' && !known(target.staff))) return 'staff-unknown'
  const whom = steps.map(({ to }) => [...new Set(to.map((target) => JSON.stringify(Object.entries(target).sort())))])
  const called = whom.map((names) => names.sort().join('\n'))
  return new Set(called).size < called.length ? 'policy-loops' : undefined
}
