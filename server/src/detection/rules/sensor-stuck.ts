import type { Finding, Milliseconds, Plan, Reading, ReadingKind, Words } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import { hourOf } from '../local-time.ts'
import { STICKING_KINDS } from '../needs.ts'
import { type Days, daysBehind, lastHours } from '../own-normal.ts'
import { type OpenPage, openHour, type Page } from '../pages.ts'
import type { Episodes, PatientState } from '../state.ts'
import { retractedWords } from '../words/retracted.ts'
import { stuckWords, unstuckWords } from '../words/sensor-stuck.ts'
import type { ConditionRule, Judgement } from './condition-rule.ts'

const VERSION = 1

/** Hours of a pulse, readings of a pressure, days and readings of the others (ours: docs/clinical-sources.md). */
const PULSE_HOURS = 12
const PRESSURES = 6
const DAYS = 5
const FEWEST = 10

/** A sensor that shows one value for longer than a body does: a fault of the device, not the person's state. */
export const sensorStuck: ConditionRule = {
  rule: 'sensor-stuck',
  version: VERSION,
  kinds: STICKING_KINDS,
  paged: true,
  isOn: (plan) => plan.stuckSensor.enabled,
  judge,
  conditions: [
    {
      problem: 'device',
      since: ({ stuck }) => (stuck === undefined ? undefined : Math.min(...Object.values(stuck))),
      isWorse: ({ stuck: after = {} }, { stuck: before = {} }) => Object.keys(after).some((kind) => !(kind in before)),
      without: ({ stuck: _ended, ...others }) => others,
      retracted: (reading) => findingOf('cleared', reading, RETRACTED),
    },
  ],
}

function judge(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): Judgement | undefined {
  const days = daysBehind(plan, state, at)
  if (days === undefined) return undefined
  const { episodes } = state
  const { kind } = reading
  const { stuck = {} } = episodes
  const isStuck = isStuckAt(days, kind, at)
  if (isStuck === (stuck[kind] !== undefined)) return undefined
  if (isStuck) {
    const change = episodes.stuck === undefined ? 'raised' : 'worse'
    return {
      episodes: { ...episodes, stuck: { ...stuck, [kind]: at } },
      finding: findingOf(change, reading, stuckWords(kind)),
    }
  }
  const { [kind]: _free, ...others } = stuck
  if (Object.keys(others).length > 0) return { episodes: { ...episodes, stuck: others } }
  return { episodes: withoutStuck(episodes), finding: findingOf('cleared', reading, unstuckWords(kind)) }
}

function withoutStuck({ stuck: _ended, ...others }: Episodes): Episodes {
  return others
}

function isStuckAt(days: Days, kind: ReadingKind, at: Milliseconds): boolean {
  const pages = () => [...days.closed, days.page].filter(({ day }) => day > days.page.day - DAYS)
  switch (kind) {
    case 'heart-rate': {
      // The hour before tells apart nearly all that is not stuck: it is asked for with each reading.
      const hour = hourOf(at)
      const before = openHour(days.page, 'pulse', hour - 1)
      if (before.count > 0 && before.mean !== openHour(days.page, 'pulse', hour).mean) return false
      const hours = lastHours(days, 'pulse', at, { count: PULSE_HOURS, within: 24, withOpen: true })
      return hours.length === PULSE_HOURS && allSame(hours.map(({ value }) => value))
    }
    case 'blood-pressure':
      return arePressuresStuck(pages())
    case 'oxygen-saturation':
      return isEvery(pages(), ({ o2 }) => o2 && [o2[0], o2[2] * o2[0] === o2[1] ** 2, o2[1] / o2[0]])
    default:
      return isEvery(pages(), ({ warm }) => warm && [warm[0], warm[1] === warm[2], warm[1]])
  }
}

const allSame = (values: readonly number[]): boolean => values.every((value) => value === values[0])

function arePressuresStuck(pages: readonly (Page | OpenPage)[]): boolean {
  const values = pages.flatMap(({ am = [], pm = [] }) => [...am, ...pm]).slice(-2 * PRESSURES)
  const [systolic, diastolic] = values
  return (
    values.length === 2 * PRESSURES &&
    values.every((value, index) => value === (index % 2 === 0 ? systolic : diastolic))
  )
}

type OfDay = readonly [count: number, isOneValue: boolean, value: number] | undefined

/** Whether on all of the days together there are enough readings, and all of one value. */
function isEvery(pages: readonly (Page | OpenPage)[], look: (page: Page | OpenPage) => OfDay): boolean {
  const known = pages.flatMap((page) => {
    const day = look(page)
    return day === undefined ? [] : [day]
  })
  const count = known.reduce((sum, [each]) => sum + each, 0)
  return (
    known.length === DAYS &&
    count >= FEWEST &&
    known.every(([, isOne]) => isOne) &&
    allSame(known.map(([, , value]) => value))
  )
}

const RETRACTED = retractedWords({ fi: 'jumittunut anturi', sv: 'sensor som fastnat', en: 'stuck sensor' })

const findingOf = (change: Finding['change'], reading: Reading, words: Words): Finding => ({
  rule: 'sensor-stuck',
  ruleVersion: VERSION,
  problem: 'device',
  change,
  priority: 'low',
  at: reading.at,
  words,
  basis: [basisOfItem(reading)],
})
