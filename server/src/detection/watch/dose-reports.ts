import type { DeviceEvent, EventKind, Milliseconds } from '@kotisilta/contract'
import { DAY } from '../time.ts'

/**
 * What a medication robot has said of a dose, as far as it settles anything: what, when, which dose (0 if it does not say)
 * and which medicine (empty if it does not say). A travel pack says instead which is the last dose in it, and which the first.
 */
export type DoseReport = readonly [
  said: 'taken' | 'missed' | 'missed-after-late' | 'withdrawn' | 'travel-pack',
  at: Milliseconds,
  slot: Milliseconds,
  medicine: string,
  first?: Milliseconds,
]

const SAID: Partial<Record<EventKind, DoseReport[0]>> = {
  'dose-taken': 'taken',
  'dose-missed': 'missed',
  'dose-withdrawn': 'withdrawn',
  'travel-pack': 'travel-pack',
}

/** As long as a dose can still be late, and a day for what comes late. */
const KEPT: Milliseconds = 2 * DAY
/** A travel pack without an end. */
const PACK: Milliseconds = DAY
const NONE: readonly DoseReport[] = []

const timeIn = (detail: DeviceEvent['detail'], name: string): Milliseconds | undefined => {
  const value = detail?.[name]
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** `ATC C03CA01` and `C03CA01` are the same medicine. */
export const medicineName = (text: string): string => text.replace(/^ATC[ :]/i, '').trim()

const isSame = (one: DoseReport, other: DoseReport): boolean =>
  one[1] === other[1] && one[0] === other[0] && one[2] === other[2] && one[3] === other[3]

const keyOf = ([said, at, slot, medicine]: DoseReport): string => [at, said, slot, medicine].join(' ')

/** `slots` are the doses in it; a pack may instead say until when it lasts. */
function packOf(detail: DeviceEvent['detail'], at: Milliseconds): { first: Milliseconds; last: Milliseconds } {
  const slots = Array.isArray(detail?.slots) ? detail.slots.map((slot) => Date.parse(String(slot))) : []
  const known = slots.filter((slot) => !Number.isNaN(slot))
  if (known.length > 0) return { first: Math.min(...known), last: Math.max(...known) }
  return { first: at, last: timeIn(detail, 'until') ?? at + PACK }
}

/** What an event says of a dose, if it does. */
export function reportOf({ kind, detail }: DeviceEvent, at: Milliseconds): DoseReport | undefined {
  const said = SAID[kind]
  if (said === undefined) return undefined
  const medicine = typeof detail?.medicine === 'string' ? medicineName(detail.medicine) : ''
  if (said !== 'travel-pack') return [said, at, timeIn(detail, 'slot') ?? 0, medicine]
  const { first, last } = packOf(detail, at)
  return [said, at, last, medicine, first]
}

/** The same object if it is known. */
export function withReport(before: readonly DoseReport[] = NONE, report: DoseReport): readonly DoseReport[] {
  if (before.some((known) => isSame(known, report))) return before
  const after = [...before, report].sort((a, b) => a[1] - b[1] || (keyOf(a) < keyOf(b) ? -1 : 1))
  const from = (after.at(-1) as DoseReport)[1] - KEPT
  return after.filter(([what, when, last]) => (what === 'travel-pack' ? last : when) >= from)
}
