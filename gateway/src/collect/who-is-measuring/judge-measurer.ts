import type { Milliseconds, ReadingKind } from '@kotisilta/contract'
import type { DecodedReading } from '@kotisilta/device-profiles'
import { type HeldMeasurement, judgeHeld, WEIGHT_CONFIRMATION } from './held-measurement.ts'
import { markMeasurer } from './mark-measurer.ts'
import { type Measurer, type Member, WEIGHT_MARGINS, whoIsMeasuring } from './who-is-measuring.ts'

/** Marks whose a reading is on a device whose members are known; remembers what it holds for confirmation, until the process ends. */
export interface MeasurerJudge {
  mark(device: string, reading: DecodedReading, members: readonly Member[], now: Milliseconds): DecodedReading
}

/** What is the device's own and nobody's. */
const OF_THE_DEVICE: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['battery-level'])

export function measurerJudge(): MeasurerJudge {
  const held = new Map<string, HeldMeasurement>()

  function confirmed(device: string, member: Member, next: HeldMeasurement): boolean {
    const key = `${device} ${member.member}`
    const before = held.get(key)
    if (before !== undefined && judgeHeld(before, next, WEIGHT_CONFIRMATION) === 'confirmed') {
      held.delete(key)
      return true
    }
    held.set(key, next)
    return false
  }

  return {
    mark(device, reading, members, now) {
      const measurer = judged(reading, members)
      if (measurer === undefined) return reading
      if (measurer.outcome !== 'held' || typeof reading.value !== 'number') return markMeasurer(reading, measurer)
      const { member } = measurer
      const certain = confirmed(device, member, { value: reading.value, at: now })
      return markMeasurer(reading, certain ? { outcome: 'known', member } : measurer)
    },
  }
}

/** By index, and a weight also by what is plausible; undefined where there is nothing to tell by. */
function judged({ kind, value, subject }: DecodedReading, members: readonly Member[]): Measurer | undefined {
  if (members.length === 0 || OF_THE_DEVICE.has(kind)) return undefined
  const index = subject?.userIndex
  const byIndex = index === undefined ? {} : { userIndex: index }
  if (kind === 'body-weight' && typeof value === 'number' && members.some(({ plausible }) => plausible !== undefined)) {
    return whoIsMeasuring({ value, ...byIndex }, members, WEIGHT_MARGINS)
  }
  const [only, ...others] = members
  if (index === undefined && only !== undefined && others.length === 0) return undefined
  return whoIsMeasuring({ value: 0, ...byIndex }, members.map(nameAndIndex), WEIGHT_MARGINS)
}

/** What is plausible is so for weights only. */
const nameAndIndex = ({ member, userIndex }: Member): Member => ({
  member,
  ...(userIndex !== undefined && { userIndex }),
})
