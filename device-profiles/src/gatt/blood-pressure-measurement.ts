import type { QualityCode } from '@kotisilta/contract'
import { readTimeContext } from '../frame/date-time.ts'
import { findings, mapFloat, measured, measuredPressure } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { readSfloat } from '../frame/medical-float.ts'
import { mmHgFromKilopascals } from '../units.ts'
import { bits, qualityOfBits } from './status-bits.ts'
import { readUser } from './user-id.ts'

const KILOPASCAL = 1 << 0
const TIME_STAMP = 1 << 1
const PULSE_RATE = 1 << 2
const USER_ID = 1 << 3
const MEASUREMENT_STATUS = 1 << 4

const STATUS_QUALITY = [
  [bits(0), 'body-movement'],
  [bits(1), 'cuff-too-loose'],
  [bits(2), 'irregular-pulse'],
  [bits(5), 'improper-position'],
] as const

/** Bits 3 and 4: the pulse exceeds what the device measures (1) or is below it (2). */
const pulseRange = (status: number): QualityCode[] => ([1, 2].includes((status >> 3) & 3) ? ['out-of-range'] : [])

/** Blood Pressure Measurement, 2A35 (Blood Pressure Service 1.1). The pulse is an item of its own. */
export const decodeBloodPressureMeasurement = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const read = (field: string) => {
    const value = readSfloat(reader, field)
    return flags & KILOPASCAL ? mapFloat(value, mmHgFromKilopascals) : value
  }
  const pressure = { systolic: read('systolic'), diastolic: read('diastolic'), mean: read('mean arterial pressure') }
  const time = flags & TIME_STAMP ? readTimeContext(reader) : {}
  const pulse = flags & PULSE_RATE ? readSfloat(reader, 'pulse rate') : undefined
  const user = flags & USER_ID ? readUser(reader) : {}
  const status = flags & MEASUREMENT_STATUS ? reader.uint16('measurement status') : 0
  const quality = [...(time.quality ?? []), ...qualityOfBits(status, STATUS_QUALITY)]
  const context = { ...time, ...user, quality }
  return findings(
    measuredPressure(pressure, context),
    ...(pulse === undefined
      ? []
      : [measured('heart-rate', pulse, { ...context, quality: [...quality, ...pulseRange(status)] })]),
  )
})

/** Intermediate Cuff Pressure, 2A36: the same fields while the cuff is still working, so nothing measured yet. */
export const decodeIntermediateCuffPressure = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  reader.skip(2, 'cuff pressure')
  reader.skip(4, 'two unused fields')
  if (flags & TIME_STAMP) reader.skip(7, 'time stamp')
  if (flags & PULSE_RATE) reader.skip(2, 'pulse rate')
  if (flags & USER_ID) reader.skip(1, 'user id')
  if (flags & MEASUREMENT_STATUS) reader.skip(2, 'measurement status')
  return { items: [] }
})
