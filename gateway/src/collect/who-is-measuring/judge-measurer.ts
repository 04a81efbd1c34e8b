import type { Milliseconds, ReadingKind } from '@kotisilta/contract'
import type { DecodedItem, DecodedReading } from '@kotisilta/device-profiles'
import { type HeldMeasurement, judgeHeld, WEIGHT_CONFIRMATION } from './held-measurement.ts'
import { markMeasurer } from './mark-measurer.ts'
import { type Measurer, type Member, WEIGHT_MARGINS, whoIsMeasuring } from './who-is-measuring.ts'

/**
 * Marks whose readings are on a device whose members are known; remembers what it holds for confirmation, until the process ends.
 */
export interface MeasurerJudge {
  /** @param items what one frame of the device said: whoever is on the scale has all that it measures of them */
  mark(device: string, items: readonly DecodedItem[], members: readonly Member[], now: Milliseconds): DecodedItem[]
}

/** What is the device's own and nobody's. */
const OF_THE_DEVICE: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['battery-level'])

export function measurerJudge(): MeasurerJudge {
  const held = new Map<string, HeldMeasurement>()
  /** Who was weighed last on each device. */
  const weighings = new Map<string, { measurer: Measurer; at: Milliseconds }>()

  /** Whether this is the second measurement that the first one waits for. */
  function confirmed(device: string, { member }: Member, next: HeldMeasurement, isJump: boolean): boolean {
    const key = `${device} ${member}`
    const before = held.get(key)
    const judged = before && judgeHeld(before, next, WEIGHT_CONFIRMATION)
    if (judged === 'confirmed') held.delete(key)
    else if (judged !== 'same' && isJump) held.set(key, next)
    return judged === 'confirmed'
  }

  /** Who was weighed; undefined where there is nothing to tell by. */
  function byWeight(
    device: string,
    { value, subject }: DecodedReading,
    members: readonly Member[],
    now: Milliseconds,
  ): Measurer | undefined {
    if (typeof value !== 'number' || members.every(({ plausible }) => plausible === undefined)) return undefined
    const measurer = whoIsMeasuring({ value, ...indexIn(subject, members) }, members, WEIGHT_MARGINS)
    const isJump = measurer.outcome === 'held'
    const member = isJump ? measurer.member : measurer.outcome === 'uncertain' ? measurer.onlyIf : undefined
    if (member === undefined) return measurer
    return confirmed(device, member, { value, at: now }, isJump) ? { outcome: 'known', member } : measurer
  }

  /** What a scale says right after a weight, and without one, is of the same person. */
  function weighed(
    device: string,
    items: readonly DecodedItem[],
    members: readonly Member[],
    now: Milliseconds,
  ): Measurer | undefined {
    const weight = items.find((item) => item.type === 'reading' && item.kind === 'body-weight')
    if (weight === undefined) {
      const last = weighings.get(device)
      const sinceThen = last === undefined ? Number.POSITIVE_INFINITY : now - last.at
      return sinceThen >= 0 && sinceThen < WEIGHT_CONFIRMATION.pause ? last?.measurer : undefined
    }
    const measurer = byWeight(device, weight as DecodedReading, members, now)
    if (measurer === undefined) weighings.delete(device)
    else weighings.set(device, { measurer, at: now })
    return measurer
  }

  return {
    mark(device, items, members, now) {
      if (members.length === 0) return [...items]
      const measurer = weighed(device, items, members, now)
      return items.map((item) => {
        if (item.type !== 'reading' || OF_THE_DEVICE.has(item.kind)) return item
        const theirs = measurer ?? byIndex(item, members)
        return theirs === undefined ? item : markMeasurer(item, theirs)
      })
    },
  }
}

/** By what the device calls its user; undefined on a device that only one person uses and that calls them nothing. */
function byIndex({ subject }: DecodedReading, members: readonly Member[]): Measurer | undefined {
  const index = indexIn(subject, members)
  if (index.userIndex === undefined && members.length === 1) return undefined
  return whoIsMeasuring({ value: 0, ...index }, members.map(nameAndIndex), WEIGHT_MARGINS)
}

/** The number that the device knows its user by says something only where it is known whose number is whose. */
function indexIn(subject: DecodedReading['subject'], members: readonly Member[]): { userIndex?: number } {
  const index = subject?.userIndex
  return index === undefined || members.every(({ userIndex }) => userIndex === undefined) ? {} : { userIndex: index }
}

/** What is plausible is so for weights only. */
const nameAndIndex = ({ member, userIndex }: Member): Member => ({
  member,
  ...(userIndex !== undefined && { userIndex }),
})
