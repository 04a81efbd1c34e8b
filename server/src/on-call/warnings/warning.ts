import {
  type Escalation,
  type EscalationPolicy,
  type EscalationTarget,
  isoTime,
  type Milliseconds,
  type Priority,
  policySchema,
} from '@kotisilta/contract'

/** What is wrong with who is on call, as it is found at a moment. */
export interface DutyTrouble {
  kind: 'gap' | 'uncovered' | 'unconfirmed'
  /** Id of the schedule; of the policy where it is uncovered. */
  subject: string
  staff: string | null
  from: Milliseconds
  until: Milliseconds
}

/** A trouble that somebody is told of, and where it stands in its chain. */
export interface Warning extends DutyTrouble {
  id: string
  stage: 'ahead' | 'now'
  status: 'open' | 'taken' | 'cleared'
  raisedAt: Milliseconds
  clearedAt: Milliseconds | null
  takenBy: string | null
  chain: Escalation
}

/** How long a step of a warning's chain has (ours): at the gap minutes count, ahead of it somebody has to find somebody. */
const WAIT_SECONDS = { ahead: 2 * 3600, now: 300 } as const

const isSame = (a: DutyTrouble, b: DutyTrouble): boolean =>
  a.kind === b.kind && a.subject === b.subject && a.staff === b.staff && a.from <= b.until && b.from <= a.until

/**
 * Warnings after a look: troubles that are new are raised, those that are no more are cleared, and one that was ahead and
 * is now there is open again, whoever had taken it. Pure; only those that have changed are given back.
 *
 * @param chainOf the chain that a trouble climbs by
 */
export function judged(
  before: readonly Warning[],
  troubles: readonly DutyTrouble[],
  now: Milliseconds,
  newId: () => string,
  chainOf: (trouble: DutyTrouble, stage: Warning['stage']) => EscalationPolicy,
): Warning[] {
  const left = new Set(before)
  const changed: Warning[] = []
  for (const trouble of joined(troubles)) {
    const stage = trouble.from <= now ? 'now' : 'ahead'
    const begun = (version: number): Escalation => ({
      policy: chainOf(trouble, stage),
      status: 'climbing',
      began: version,
      round: 0,
      step: 0,
      due: isoTime(now),
      calls: [],
    })
    const known = [...left].find((warning) => isSame(warning, trouble))
    if (known === undefined) {
      const fresh = { id: newId(), status: 'open', raisedAt: now, clearedAt: null, takenBy: null } as const
      changed.push({ ...trouble, ...fresh, stage, chain: begun(1) })
      continue
    }
    left.delete(known)
    // Its beginning goes on being told as it was: looking at what is left of it each time would move it.
    const from = stage === 'now' ? Math.min(known.from, trouble.from) : trouble.from
    const moved = { ...known, from, until: trouble.until }
    if (known.stage === 'ahead' && stage === 'now') {
      const chain = { ...begun(known.chain.began + 1), calls: known.chain.calls }
      changed.push({ ...moved, stage, status: 'open', takenBy: null, chain })
    } else if (from !== known.from || trouble.until !== known.until) changed.push(moved)
  }
  for (const gone of left) changed.push({ ...gone, status: 'cleared', clearedAt: now })
  return changed
}

/** Stretches of the same trouble that touch are one. */
function joined(troubles: readonly DutyTrouble[]): DutyTrouble[] {
  const all: DutyTrouble[] = []
  for (const trouble of troubles.toSorted((a, b) => a.from - b.from)) {
    const last = all.findLast((each) => isSame(each, trouble))
    if (last === undefined) all.push({ ...trouble })
    else last.until = Math.max(last.until, trouble.until)
  }
  return all
}

export const priorityOf = ({ kind, stage }: Pick<Warning, 'kind' | 'stage'>): Priority =>
  kind !== 'unconfirmed' && stage === 'now' ? 'high' : 'medium'

/**
 * The chain of a warning: whoever is on and has not said so, then the last resort of the policies that call the schedule,
 * then coordinators, then administrators, who can enter somebody.
 */
export function warningChain(
  { kind, subject, staff }: DutyTrouble,
  stage: Warning['stage'],
  policies: readonly EscalationPolicy[],
): EscalationPolicy {
  const steps: EscalationTarget[][] = [
    ...(staff === null ? [] : [[{ type: 'staff' as const, staff }]]),
    lastResort(policies, kind === 'uncovered' ? undefined : subject, subject),
    [{ type: 'role', role: 'coordinator' }],
    [{ type: 'role', role: 'administrator' }],
  ]
  const seen = new Set<string>()
  const distinct = steps.filter((to) => to.length > 0 && !seen.has(JSON.stringify(to)) && seen.add(JSON.stringify(to)))
  return policySchema.parse({
    id: `duty-${kind}`,
    name: `duty-${kind}`,
    priorities: [priorityOf({ kind, stage })],
    steps: distinct.map((to) => ({ to, waitSeconds: WAIT_SECONDS[stage] })),
  })
}

/** Whom the last step of those policies names, besides the empty schedule itself. */
function lastResort(
  policies: readonly EscalationPolicy[],
  schedule: string | undefined,
  policy: string,
): EscalationTarget[] {
  const calls = ({ steps }: EscalationPolicy) =>
    steps.some(({ to }) => to.some((target) => target.type === 'schedule' && target.schedule === schedule))
  const own = policies.filter((each) => (schedule === undefined ? each.id === policy : calls(each)))
  const last = own.flatMap(({ steps }) => steps.at(-1)?.to ?? [])
  const wanted = last.filter(
    (target) => target.type !== 'relatives' && !(target.type === 'schedule' && target.schedule === schedule),
  )
  return [...new Map(wanted.map((target) => [JSON.stringify(target), target])).values()].slice(0, 20)
}
