import { daysBehind } from '../own-normal.ts'
import type { OpenPage, Page } from '../pages.ts'
import { pressureAverageOverWords, pressureAverageWords } from '../words/pressure-average.ts'
import { measuredRule } from './measured-rule.ts'

/** The protocol's days, today included. */
const DAYS = 7
/** Over so far below both limits, mmHg (ours). */
const MARGIN = 2

/**
 * The home blood pressure protocol (ESH): the mean of seven days, two readings in the morning and two in the evening, the
 * first day left out. Single values mean little: only the plan's limits tell of those.
 */
export const bloodPressureAverage = measuredRule({
  rule: 'blood-pressure-average',
  version: 1,
  paged: true,
  alone: true,
  problem: 'blood-pressure',
  priority: 'low',
  episode: 'pressureAverage',
  kinds: ['blood-pressure'],
  isOn: (plan) => plan.bloodPressureAverage.enabled,
  another: 10,
  name: { fi: 'kohonnut verenpaineen keskiarvo', sv: 'förhöjt medelblodtryck', en: 'high mean blood pressure' },
  measure(plan, state, _reading, at) {
    const days = daysBehind(plan, state, at)
    const mean = days && meanOf([...days.closed, days.page], days.page.day)
    const limit = plan.bloodPressureAverage
    if (mean === undefined || mean.count < limit.readings) return undefined
    const above = Math.max(mean.systolic - limit.systolic, mean.diastolic - limit.diastolic)
    return {
      amount: Math.max(0, Math.round(above)),
      isTrue: above >= 0,
      isOver: above < -MARGIN,
      words: () => pressureAverageWords(mean, limit),
      overWords: () => pressureAverageOverWords(mean),
    }
  },
})

interface Mean {
  count: number
  systolic: number
  diastolic: number
}

function meanOf(pages: readonly (Page | OpenPage)[], today: number): Mean | undefined {
  const measured = pages.filter(({ day, am, pm }) => day > today - DAYS && (am !== undefined || pm !== undefined))
  const values = measured.slice(1).flatMap(({ am = [], pm = [] }) => [...am, ...pm])
  const count = values.length / 2
  if (count === 0) return undefined
  const sum = (which: 0 | 1): number => values.reduce((all, each, index) => (index % 2 === which ? all + each : all), 0)
  return { count, systolic: sum(0) / count, diastolic: sum(1) / count }
}
