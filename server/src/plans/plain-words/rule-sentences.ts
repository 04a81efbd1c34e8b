import type { Plan } from '@kotisilta/contract'
import type { Vocabulary } from './vocabulary.ts'

/** ATC group of diuretics (WHO). */
const DIURETICS = /^C03/

/** A sentence for each rule that is on and has something to judge. */
export function ruleSentences(plan: Plan, { rules, again, days, locale }: Vocabulary): string[] {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
  const kilograms = (value: number) => `${number(value)} kg`
  const percent = (value: number) => `${number(value)} %`
  const isOn = (rule: Plan['detection']['off'][number]) => !plan.detection.off.includes(rule)
  const { weightGain, weightGainDay, overDiuresis, malnutrition, glucose, bloodPressureAverage, inactivity } = plan
  const takesDiuretic = plan.diuretic ?? plan.medicines.some(({ atc }) => atc !== undefined && DIURETICS.test(atc))
  const baselines = (['heartRate', 'respiration', 'activity', 'sleep'] as const).filter(
    (name) => plan.baselines[name].enabled && isOn(BASELINE_RULES[name]),
  )
  const sentences: [isSaid: boolean, say: () => string][] = [
    [plan.news2.enabled && isOn('news2'), () => rules.news2],
    [
      weightGain.enabled && isOn('weight-gain'),
      () => rules.weightGain(kilograms(weightGain.kilograms), days(weightGain.days)),
    ],
    [
      weightGainDay.enabled && isOn('weight-gain-day'),
      () => rules.weightGainDay(kilograms(weightGainDay.kilograms), days(weightGainDay.days)),
    ],
    [plan.weightTrend.enabled && isOn('weight-trend'), () => rules.weightTrend],
    [
      overDiuresis.enabled && takesDiuretic && isOn('over-diuresis'),
      () => rules.overDiuresis(kilograms(overDiuresis.kilograms), days(overDiuresis.days)),
    ],
    [
      malnutrition.enabled && isOn('malnutrition'),
      () =>
        rules.malnutrition(
          { percent: percent(malnutrition.short.percent), days: days(malnutrition.short.days) },
          { percent: percent(malnutrition.long.percent), days: days(malnutrition.long.days) },
        ),
    ],
    [
      glucose.enabled && isOn('glucose') && plan.expected.some(({ kind }) => kind === 'blood-glucose'),
      () => rules.glucose(`${number(glucose.low)} mmol/l`),
    ],
    [plan.copd.enabled && isOn('copd'), () => rules.copd],
    [baselines.length > 0, () => rules.baselines(baselines.map((name) => rules.baseline[name]))],
    [plan.delirium.enabled && isOn('delirium'), () => rules.delirium],
    [
      bloodPressureAverage.enabled && isOn('blood-pressure-average'),
      () =>
        rules.bloodPressureAverage(
          `${number(bloodPressureAverage.systolic)}/${number(bloodPressureAverage.diastolic)}`,
        ),
    ],
    [inactivity.enabled && isOn('inactivity'), () => rules.inactivity(number(inactivity.hours))],
    [plan.nightUnrest.enabled && isOn('night-unrest'), () => rules.nightUnrest],
    [plan.measureAgain.enabled, () => again(number(plan.measureAgain.minutes))],
  ]
  return sentences.filter(([isSaid]) => isSaid).map(([, say]) => say())
}

const BASELINE_RULES = {
  heartRate: 'heart-rate-baseline',
  respiration: 'respiration-baseline',
  activity: 'activity-baseline',
  sleep: 'sleep-baseline',
} as const
