import { decimal, roundTo } from '../decimal.ts'
import type { FrameContext } from '../decoded.ts'
import { minutesLater } from '../device-time.ts'
import type { ByteReader } from '../frame/byte-reader.ts'
import { readTimeContext } from '../frame/date-time.ts'
import { findings, mapFloat, measured, measurementFailed, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { type MedicalFloat, readSfloat } from '../frame/medical-float.ts'
import { hexOf } from '../hex.ts'
import { mmolFromMgPerDl } from '../units.ts'
import { bits, qualityOfBits } from './status-bits.ts'

const TIME_OFFSET = 1 << 0
const CONCENTRATION = 1 << 1
const MOLES = 1 << 2
const SENSOR_STATUS = 1 << 3

/** Control solution as a type of sample and as a place it was taken from: a test of the meter, not of a person. */
const CONTROL_TYPE = 10
const CONTROL_LOCATION = 4

const TOO_HIGH = 5
const TOO_LOW = 6

const STATUS_QUALITY = [
  [bits(0), 'low-battery'],
  // sensor fault, too little blood, strip inserted wrongly or of the wrong type, too hot, too cold, strip pulled too soon, device fault
  [bits(1, 2, 3, 4, 7, 8, 9, 10), 'poor-signal'],
  // higher or lower than the device can process
  [bits(TOO_HIGH, TOO_LOW), 'out-of-range'],
  // time fault
  [bits(11), 'clock-estimated'],
] as const

/** Glucose Measurement, 2A18 (Glucose Service 1.0). kg/L is 100,000 mg/dL, mol/L is 1,000 mmol/L. */
export const decodeGlucoseMeasurement = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  reader.note(reader.uint16('sequence number'))
  const time = readBaseTime(reader, (flags & TIME_OFFSET) !== 0)
  const concentration = flags & CONCENTRATION ? readSfloat(reader, 'glucose concentration') : undefined
  const sample = flags & CONCENTRATION ? reader.uint8('sample type and location') : 0
  const status = flags & SENSOR_STATUS ? reader.uint16('sensor status') : 0
  if (concentration === undefined) return { items: [] }
  if ((sample & 0xf) === CONTROL_TYPE || sample >> 4 === CONTROL_LOCATION) {
    return findings(withheld('blood-glucose', 'not-a-person'))
  }
  const quality = [...(time.quality ?? []), ...qualityOfBits(status, STATUS_QUALITY)]
  const inMmol = (value: number) =>
    flags & MOLES ? roundTo(decimal(value, 3), 3) : mmolFromMgPerDl(roundTo(decimal(value, 5), 3))
  const beyond = beyondRange(concentration, status)
  return findings(
    measured('blood-glucose', mapFloat(concentration, inMmol), { ...time, quality }),
    ...(beyond === undefined ? [] : [measurementFailed('blood-glucose', beyond, time)]),
  )
})

/** The meter shows HI or LO: no number, and the last thing that may go unnoticed. */
function beyondRange(concentration: MedicalFloat, status: number): 'above-range' | 'below-range' | undefined {
  if (typeof concentration === 'number') return undefined
  if (concentration === 'positive-infinity' || status & bits(TOO_HIGH)) return 'above-range'
  return concentration === 'negative-infinity' || status & bits(TOO_LOW) ? 'below-range' : undefined
}

/** What tells one stored record from another: its number, and, because numbers restart, all that it says but the number. */
export interface GlucoseRecordIdentity {
  readonly sequenceNumber: number
  /** Base time, offset, value: the frame in hex without flags and number. */
  readonly fingerprint: string
}

/** The identity of a Glucose Measurement; undefined for a frame that ends before its base time does. */
export function glucoseRecordIdentity(frame: Uint8Array): GlucoseRecordIdentity | undefined {
  if (frame.length < 10) return undefined
  const sequenceNumber = (frame[1] ?? 0) + 256 * (frame[2] ?? 0)
  return { sequenceNumber, fingerprint: hexOf(frame.subarray(3)) }
}

/** Base time plus offset in minutes: what the meter's display showed. An offset that left its range leaves no time. */
function readBaseTime(reader: ByteReader, offsetPresent: boolean): Pick<FrameContext, 'deviceTime' | 'quality'> {
  const base = readTimeContext(reader, 'base time')
  if (!offsetPresent) return base
  const minutes = reader.int16('time offset')
  const overrun = minutes === 0x7fff || minutes === -0x8000
  const deviceTime = base.deviceTime && !overrun ? minutesLater(base.deviceTime, minutes) : undefined
  return deviceTime === undefined ? { quality: ['clock-estimated'] } : { deviceTime }
}
