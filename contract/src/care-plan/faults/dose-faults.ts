import type { Medicine, Plan } from '../../plan.ts'
import { entryKeys } from '../entry-keys.ts'
import { pathKey } from '../plan-layers.ts'
import type { PlanFault } from './plan-fault.ts'

const DAY = 24 * 60
const WEEK = 7 * DAY
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** Medicines named twice, that end before they begin, or of which one dose's window reaches into the next one's. */
export function doseFaults({ medicines }: Pick<Plan, 'medicines'>): PlanFault[] {
  const keys = entryKeys(medicines, ({ id }) => id)
  return medicines.flatMap((medicine, place) => {
    const fault = (code: PlanFault['code'], ...path: string[]): PlanFault => ({
      path: pathKey(['medicines', keys[place] as string, ...path]),
      code,
    })
    const { id, from, until } = medicine
    return [
      ...(medicines.findIndex((other) => other.id === id) < place ? [fault('twice', 'id')] : []),
      ...(from !== undefined && until !== undefined && until <= from ? [fault('ends-before-it-begins', 'until')] : []),
      ...(windowsOverlap(medicine) ? [fault('doses-overlap', 'doses')] : []),
    ]
  })
}

/** In minutes of the week, Monday 00:00 is 0; the last window of the week is followed by the first. */
function windowsOverlap({ doses }: Medicine): boolean {
  const windows = doses
    .flatMap(({ at, days = EVERY_DAY, early, missed }) => {
      const [hours = 0, minutes = 0] = at.split(':').map(Number)
      return days.map((day) => {
        const due = (day - 1) * DAY + hours * 60 + minutes
        return { from: due - early, until: due + missed }
      })
    })
    .sort((a, b) => a.from - b.from)
  return windows.some(({ until }, place) => {
    const next = windows[place + 1]
    return until > (next === undefined ? (windows[0]?.from ?? 0) + WEEK : next.from)
  })
}
