import { activityBaseline } from './activity-baseline.ts'
import { bloodPressureAverage } from './blood-pressure-average.ts'
import type { ConditionRule } from './condition-rule.ts'
import { copd } from './copd.ts'
import { delirium } from './delirium.ts'
import { glucose } from './glucose.ts'
import { heartRateBaseline } from './heart-rate-baseline.ts'
import { limitRule } from './limit.ts'
import { malnutrition } from './malnutrition.ts'
import { news2Rule } from './news2.ts'
import { overDiuresis } from './over-diuresis.ts'
import { respirationBaseline } from './respiration-baseline.ts'
import { sensorStuck } from './sensor-stuck.ts'
import { sleepBaseline } from './sleep-baseline.ts'
import { weightGain } from './weight-gain.ts'
import { weightGainDay } from './weight-gain-day.ts'
import { weightTrend } from './weight-trend.ts'

/** Every rule about readings, in the order in which they are asked: whether the sensor itself is well before all others. */
export const CONDITION_RULES: readonly ConditionRule[] = [
  sensorStuck,
  news2Rule,
  limitRule,
  glucose,
  weightGain,
  weightGainDay,
  overDiuresis,
  weightTrend,
  malnutrition,
  copd,
  heartRateBaseline,
  respirationBaseline,
  activityBaseline,
  sleepBaseline,
  delirium,
  bloodPressureAverage,
]
