import { type QualityCode, READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import type { Decoded, DecodedEvent, DecodedItem, FrameContext, Withheld } from '../decoded.ts'
import type { MedicalFloat } from './medical-float.ts'

type Finding = DecodedItem | Withheld

/** A value of a frame: a reading in the kind's own unit, or, if it is a reserved float, the reason for there being none. */
export function measured(kind: ReadingKind, value: MedicalFloat, context: FrameContext = {}): Finding {
  if (typeof value !== 'number') return { kind, reason: value }
  return { type: 'reading', kind, value, unit: READING_KINDS[kind].unit, ...shared(context) }
}

/** Blood pressure in mm[Hg]: without systolic or diastolic there is none; without mean there is one without. */
export function measuredPressure(
  { systolic, diastolic, mean }: { systolic: MedicalFloat; diastolic: MedicalFloat; mean: MedicalFloat },
  context: FrameContext,
): Finding {
  const kind = 'blood-pressure'
  if (typeof systolic !== 'number') return { kind, reason: systolic }
  if (typeof diastolic !== 'number') return { kind, reason: diastolic }
  const components = { systolic, diastolic, ...(typeof mean === 'number' && { mean }) }
  return { type: 'reading', kind, components, unit: READING_KINDS[kind].unit, ...shared(context) }
}

export const withheld = (kind: ReadingKind, reason: Withheld['reason']): Withheld => ({ kind, reason })

/** A meter tried and has no number, which somebody should know: `detail` says of which kind and why. */
export const measurementFailed = (
  kind: ReadingKind,
  reason: 'above-range' | 'below-range',
  { deviceTime, subject }: FrameContext = {},
): DecodedEvent => ({
  type: 'event',
  kind: 'measurement-failed',
  detail: { kind, reason },
  ...(deviceTime !== undefined && { deviceTime }),
  ...(subject !== undefined && { subject }),
})

/** A number as it is, or why there is none. */
export const mapFloat = (value: MedicalFloat, convert: (value: number) => number): MedicalFloat =>
  typeof value === 'number' ? convert(value) : value

export function findings(...found: Finding[]): Decoded {
  const items: DecodedItem[] = []
  const without: Withheld[] = []
  for (const finding of found) {
    if ('reason' in finding) without.push(finding)
    else items.push(finding)
  }
  return without.length === 0 ? { items } : { items, withheld: without }
}

function shared({ deviceTime, subject, quality = [] }: FrameContext) {
  return {
    quality: [...new Set<QualityCode>(quality)],
    ...(deviceTime !== undefined && { deviceTime }),
    ...(subject !== undefined && { subject }),
  }
}
