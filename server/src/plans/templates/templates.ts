import type { PlanTemplate } from '@kotisilta/contract'
import { afterHospital } from './after-hospital.ts'
import { copd } from './copd.ts'
import { diabetes } from './diabetes.ts'
import { frailty } from './frailty.ts'
import { heartFailure } from './heart-failure.ts'
import { hypertension } from './hypertension.ts'
import { medicationRobot } from './medication-robot.ts'
import { memoryIllness } from './memory-illness.ts'

/** The templates that come with the product. */
export const TEMPLATES: readonly PlanTemplate[] = [
  heartFailure,
  copd,
  hypertension,
  diabetes,
  frailty,
  memoryIllness,
  afterHospital,
  medicationRobot,
]
