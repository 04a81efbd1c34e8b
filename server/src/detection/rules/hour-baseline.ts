import type { Plan, ReadingKind, Rule } from '@kotisilta/contract'
import { hourOf } from '../local-time.ts'
import { commonDeviation, daysBehind, deviationOf, lastHours, usualAt } from '../own-normal.ts'
import { type HourlySign, openHour } from '../pages.ts'
import { baselineBackWords, hourBaselineWords } from '../words/baseline.ts'
import type { Named } from '../words/retracted.ts'
import type { ConditionRule } from './condition-rule.ts'
import { measuredRule } from './measured-rule.ts'

/** The hours in a row must lie within so many hours, told again when it is so many deviations more (ours). */
const WITHIN = 24
const ANOTHER = 2

/** A sign against the person's own normal at that time of day, hour by hour, as data. */
interface HourBaseline {
  rule: Rule
  version: number
  episode: 'heartRateBaseline' | 'respirationBaseline'
  kind: ReadingKind & ('heart-rate' | 'respiratory-rate')
  sign: HourlySign
  /** Whether the hour that is not over counts, because the sign is told but a few times a day. */
  withOpenHour: boolean
  /** The least that one deviation is, in the sign's unit: what two measurements of the same state differ by. */
  floor: number
  settingsOf(plan: Plan): Plan['baselines']['heartRate']
  name: Named
}

export const hourBaseline = (data: HourBaseline): ConditionRule =>
  measuredRule({
    ...data,
    paged: true,
    alone: true,
    problem: 'vital-signs',
    priority: 'medium',
    kinds: [data.kind],
    isOn: (plan) => data.settingsOf(plan).enabled,
    another: ANOTHER,
    measure(plan, state, _reading, at) {
      const { sign, kind, floor, withOpenHour: withOpen } = data
      const { sigmas, sustained: count } = data.settingsOf(plan)
      const days = daysBehind(plan, state, at)
      // An hour that is over is judged once, with the first reading of the next.
      if (days === undefined || (!withOpen && openHour(days.page, sign, hourOf(at)).count !== 1)) return undefined
      const hours = lastHours(days, sign, at, { count, within: WITHIN, withOpen })
      const deviations: number[] = []
      let middle = 0
      for (const hour of hours) {
        const usual = usualAt(days, sign, hour, plan.baselines.days)
        if (usual === undefined) return undefined
        const deviation = deviationOf(hour.value, usual, floor)
        if (deviations.length === 0) {
          if (Math.abs(deviation) < sigmas && state.episodes[data.episode] === undefined) return undefined
          middle = usual.middle
        }
        deviations.push(deviation)
      }
      if (hours.length < count) return undefined
      const common = commonDeviation(deviations)
      const value = hours.reduce((sum, hour) => sum + hour.value, 0) / count
      return {
        amount: Math.round(Math.abs(common) * 10) / 10,
        isTrue: Math.abs(common) >= sigmas,
        isOver: deviations.slice(0, 2).every((each) => Math.abs(each) < sigmas - 1),
        words: () => hourBaselineWords({ kind, value, usual: middle, hours: count }),
        overWords: () => baselineBackWords(kind),
        baseline: Math.round(middle * 10) / 10,
      }
    },
  })
