import type { Milliseconds } from '@kotisilta/contract'
import { lifeOfDose } from '../dispenser/dose.ts'
import { dayNumber, MINUTE, momentOf } from '../persons/local-time.ts'
import { between } from '../persons/seeded.ts'
import type { Action, Moment } from './action.ts'
import type { Home } from './home.ts'

/** When on the wall each thing is done, in minutes after midnight. How often: a home-care client's usual day. */
const DAY_PLAN: readonly { action: Action; minutes: readonly number[] }[] = [
  { action: { does: 'weigh' }, minutes: [430] },
  { action: { does: 'take-temperature' }, minutes: [435, 1185] },
  { action: { does: 'take-blood-pressure' }, minutes: [441, 1178] },
  { action: { does: 'measure-saturation' }, minutes: [447, 600, 780, 960, 1170, 1320] },
  { action: { does: 'tell-breathing' }, minutes: [120, 480, 840, 1200] },
  { action: { does: 'tell-band', event: 'worn' }, minutes: [400] },
]

/** In minutes; how often the pulse band tells is the caller's choice. */
const STEPS_EVERY = 15
/** People are not punctual: so many minutes at most before or after, each day anew. */
const UNPUNCTUAL = 7
/** And everyone has hours of their own. */
const HABIT = 20

export interface Routine {
  /** Minutes between two values of the pulse band. */
  pulseEvery: number
}

/**
 * What happens in a home by routine after `from` and up to `to`, in order of time. The same home gives the same moments
 * for the same days, whatever the pieces in which it is asked for them.
 */
export function routineMoments(home: Home, from: Milliseconds, to: Milliseconds, { pulseEvery }: Routine): Moment[] {
  const moments: Moment[] = []
  // A dose of last night may end this morning.
  for (let day = dayNumber(from) - 1; day <= dayNumber(to); day += 1) {
    moments.push(...measuring(home, day), ...dosing(home, day))
    const start = momentOf(day, 0)
    const end = momentOf(day + 1, 0)
    moments.push(...every(STEPS_EVERY, start, end, { does: 'count-steps' }))
    moments.push(...every(pulseEvery, start, end, { does: 'tell-pulse' }))
  }
  return moments.filter(({ at }) => at > from && at <= to).sort((one, other) => one.at - other.at)
}

function measuring({ physiology: { seed } }: Home, day: number): Moment[] {
  const habit = between(-HABIT, HABIT, seed, 'habit')
  return DAY_PLAN.flatMap(({ action, minutes }) =>
    minutes.map((minute) => {
      const late = between(-UNPUNCTUAL, UNPUNCTUAL, seed, day, action.does, minute)
      // Devices count whole seconds.
      const seconds = Math.round((minute + habit + late) * 60)
      return { at: momentOf(day, seconds / 60), action }
    }),
  )
}

function dosing({ doses, physiology: { seed } }: Home, day: number): Moment[] {
  return doses.flatMap(({ minutes, medicine }) => {
    const slot = momentOf(day, minutes)
    const takenAfter = Math.round(between(40, 14 * 60, seed, day, 'taken', minutes)) * 1_000
    return lifeOfDose(slot, takenAfter).map(({ at, event }) => ({
      at,
      action: { does: 'tell-dose', event, dose: { slot, medicine } } as const,
    }))
  })
}

function every(minutes: number, start: Milliseconds, end: Milliseconds, action: Action): Moment[] {
  const moments: Moment[] = []
  for (let at = start + minutes * MINUTE; at <= end; at += minutes * MINUTE) moments.push({ at, action })
  return moments
}
