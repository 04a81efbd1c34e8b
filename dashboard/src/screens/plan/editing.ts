import { type CarePlan, type Origin, type Plan, type PlanWarning, pathKey } from '@kotisilta/contract'
import { createContext, useContext } from 'react'
import type { DraftFault } from './draft-faults.ts'

/** What the fields of the screen work with. */
export interface Editing {
  /** What is being changed, and what things in it are called. */
  care: Pick<CarePlan, 'plan' | 'templates' | 'candidates'>
  plan: Plan
  mayChange: boolean
  change(next: Plan): void
  faults: readonly DraftFault[]
  warnings: readonly PlanWarning[]
  origins: CarePlan['origins']
  /** Keys of paths that have been written by hand and are not saved. */
  changed: ReadonlySet<string>
}

export const EditingContext = createContext<Editing | undefined>(undefined)

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (editing === undefined) throw new Error('a field of a plan outside its screen')
  return editing
}

/** The plan of one person, where it is one's. */
export const CareContext = createContext<CarePlan | undefined>(undefined)

export function useCare(): CarePlan {
  const care = useContext(CareContext)
  if (care === undefined) throw new Error('a part of somebody’s plan outside their screen')
  return care
}

/** What is known of one place in the plan. */
export function usePlace(path: readonly string[]) {
  const { origins, faults, warnings, changed } = useEditing()
  const key = pathKey(path)
  const origin: Origin | undefined = changed.has(key) ? { from: 'personal' } : origins[key]
  return {
    fault: faults.find((fault) => fault.path === key)?.code,
    warning: warnings.find((warning) => warning.path === key)?.code,
    origin,
    isChanged: changed.has(key),
  }
}
