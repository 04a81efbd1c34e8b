import type { DeviceEvent, EventKind, Milliseconds } from '@kotisilta/contract'
import { DAY } from '../time.ts'

/**
 * What a medication robot has said of a dose, as far as it settles anything: what, when, which dose (0 if it does not say)
 * and which medicine (empty if it does not say). A travel pack says until when it lasts instead of which dose.
 */
export type DoseReport = readonly [
  said: 'taken' | 'missed' | 'withdrawn' | 'travel-pack',
  at: Milliseconds,
  slot: Milliseconds,
  medicine: string,
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

const keyOf = ([said, at, slot, medicine]: DoseReport): string => [at, said, slot, medicine].join(' ')

/** The same object if the event settles nothing, or is known. */
export function withReport(
  before: readonly DoseReport[] = NONE,
  event: DeviceEvent,
  at: Milliseconds,
): readonly DoseReport[] {
  const said = SAID[event.kind]
  if (said === undefined) return before
  const { detail } = event
  const slot = said === 'travel-pack' ? (timeIn(detail, 'until') ?? at + PACK) : (timeIn(detail, 'slot') ?? 0)
  const medicine = typeof detail?.medicine === 'string' ? medicineName(detail.medicine) : ''
  const report: DoseReport = [said, at, slot, medicine]
  if (before.some((known) => keyOf(known) === keyOf(report))) return before
  const after = [...before, report].sort((a, b) => a[1] - b[1] || (keyOf(a) < keyOf(b) ? -1 : 1))
  const from = (after.at(-1) as DoseReport)[1] - KEPT
  return after.filter(([what, when, until]) => (what === 'travel-pack' ? until : when) >= from)
}
