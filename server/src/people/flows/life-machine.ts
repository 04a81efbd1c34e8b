import type { LifeStatus, LifeStep } from '@kotisilta/contract'

type Step = Exclude<LifeStep['step'], 'undo'>

const STEPS: Readonly<Record<Step, Partial<Record<LifeStatus, LifeStatus>>>> = {
  admit: { left: 'active' },
  hospital: { active: 'hospital' },
  return: { hospital: 'active' },
  died: { active: 'dead', hospital: 'dead', left: 'dead' },
  left: { active: 'left', hospital: 'left' },
}

/** Where a step leads from a status; undefined: it cannot be taken from there. */
export const statusAfter = (status: LifeStatus, step: Step): LifeStatus | undefined => STEPS[step][status]

/** Whether somebody is looked after: things are expected of the home and go wrong when they do not come. */
export const isInService = (status: LifeStatus): boolean => status === 'active' || status === 'hospital'
