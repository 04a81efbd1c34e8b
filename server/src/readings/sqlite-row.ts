import {
  CONSCIOUSNESS_LEVELS,
  type Consciousness,
  isoTime,
  READING_KINDS,
  type Reading,
  type ReadingKind,
  type StoredReading,
} from '@kotisilta/contract'
import { ulidFromBytes } from './ulid-bytes.ts'

/** What a query gives back: a row of `reading` with kind and device of its series. */
export interface ReadingRow {
  at: number
  value: number
  id: Uint8Array
  clock: number
  extra: string | null
  kind: ReadingKind
  device: string
}

const CLOCKS = ['device', 'gateway', 'estimated'] as const

/** What only few readings carry: diastolic, mean, quality, over, raw, subject. */
interface Extra {
  d?: number
  m?: number
  q?: string[]
  o?: string
  r?: string
  u?: number
}

export const storedClock = (clock: Reading['clock']): number => CLOCKS.indexOf(clock)

/** The one number of a row: the value, the systolic pressure, or the place in A, C, V, P, U. */
export function rowValue(reading: Reading): number {
  if (reading.components !== undefined) return reading.components.systolic
  if (typeof reading.value === 'number') return reading.value
  return CONSCIOUSNESS_LEVELS.indexOf(reading.value as Consciousness)
}

export function storedExtra(reading: Reading): string | null {
  const extra: Extra = {}
  if (reading.components !== undefined) {
    extra.d = reading.components.diastolic
    if (reading.components.mean !== undefined) extra.m = reading.components.mean
  }
  if (reading.quality.length > 0) extra.q = reading.quality
  if (reading.over !== undefined) extra.o = reading.over
  if (reading.raw !== undefined) extra.r = reading.raw
  if (reading.subject?.userIndex !== undefined) extra.u = reading.subject.userIndex
  for (const _ in extra) return JSON.stringify(extra)
  return null
}

/** The reading as it was sent. @param natural the device's own time, where it differs from the corrected one */
export function wholeReadingFromRow(row: ReadingRow, natural: number | undefined): Reading {
  const extra: Extra = row.extra === null ? {} : (JSON.parse(row.extra) as Extra)
  return {
    type: 'reading',
    ...readingFromRow(row),
    ...(natural !== undefined && { deviceAt: isoTime(natural) }),
    ...(extra.o !== undefined && { over: extra.o }),
    ...(extra.r !== undefined && { raw: extra.r }),
    ...(extra.u !== undefined && { subject: { userIndex: extra.u } }),
  }
}

export function readingFromRow(row: ReadingRow): StoredReading {
  const extra: Extra = row.extra === null ? {} : (JSON.parse(row.extra) as Extra)
  const unit = READING_KINDS[row.kind].unit
  return {
    id: ulidFromBytes(row.id),
    device: row.device,
    kind: row.kind,
    ...valueFields(row, extra),
    ...(unit !== undefined && { unit }),
    at: isoTime(row.at),
    clock: CLOCKS[row.clock] ?? 'estimated',
    quality: extra.q ?? [],
  }
}

function valueFields(row: ReadingRow, extra: Extra): Pick<StoredReading, 'value' | 'components'> {
  if (row.kind === 'blood-pressure') {
    const mean = extra.m === undefined ? {} : { mean: extra.m }
    return { components: { systolic: row.value, diastolic: extra.d as number, ...mean } }
  }
  if (row.kind === 'consciousness') return { value: CONSCIOUSNESS_LEVELS[row.value] as Consciousness }
  return { value: row.value }
}
