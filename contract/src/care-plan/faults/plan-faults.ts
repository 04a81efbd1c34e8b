import type { Plan } from '../../plan.ts'
import { entryKeys } from '../entry-keys.ts'
import { pathKey } from '../plan-layers.ts'
import { doseFaults } from './dose-faults.ts'
import { limitFaults } from './limit-faults.ts'
import type { PlanFault } from './plan-fault.ts'

/** Everything in which a plan contradicts itself; empty for a plan that can be followed. */
export const planFaults = (plan: Plan): PlanFault[] => [
  ...limitFaults(plan),
  ...doseFaults(plan),
  ...twice('expected', plan.expected, ({ kind }) => kind),
  ...twice('goals', plan.goals, ({ id }) => id),
  ...pauseFaults(plan),
  ...orderFaults(plan),
]

function twice<Entry>(where: string, entries: readonly Entry[], keyOf: (entry: Entry) => string): PlanFault[] {
  const keys = entryKeys(entries, keyOf)
  return entries.flatMap((entry, place): PlanFault[] =>
    keys[place] === keyOf(entry) ? [] : [{ path: pathKey([where, keys[place] as string]), code: 'twice' }],
  )
}

/** One may begin when the other ends. */
function pauseFaults({ pauses }: Plan): PlanFault[] {
  return pauses.flatMap(({ from, until }, place): PlanFault[] =>
    pauses.slice(0, place).some((other) => from < other.until && other.from < until)
      ? [{ path: `pauses/${place}`, code: 'pauses-overlap' }]
      : [],
  )
}

/** Numbers of which one has to be less than the other. */
function orderFaults({ glucose, weightTrend, copd, malnutrition }: Plan): PlanFault[] {
  const ordered: [less: number, more: number, path: string][] = [
    [glucose.veryLow, glucose.low, 'glucose/veryLow'],
    [weightTrend.fast, weightTrend.slow, 'weightTrend/fast'],
    [copd.calm, copd.restless, 'copd/calm'],
    [malnutrition.short.days, malnutrition.long.days, 'malnutrition/short/days'],
  ]
  return ordered.flatMap(([less, more, path]): PlanFault[] => (less < more ? [] : [{ path, code: 'wrong-order' }]))
}
