import type { QualityCode } from '@kotisilta/contract'
import { bits, qualityOfBits } from './status-bits.ts'

// Bit numbers: Pulse Oximeter Service 1.0, Measurement Status and Device and Sensor Status.

/** The number was not measured on a person: data for demonstration (10) or for testing (11). */
const NOT_A_PERSON = bits(10, 11)
/** The device itself says that there is no measurement (13) or that it is invalid (15). */
const INVALID = bits(13, 15)

/** Early estimate, calibration ongoing, questionable measurement. */
const MEASUREMENT_QUALITY = [[bits(6, 12, 14), 'poor-signal']] as const

const SENSOR_QUALITY = [
  [bits(5), 'low-perfusion'],
  // unconnected to the user, displaced
  [bits(11, 13), 'improper-position'],
  // equipment malfunction, processing irregularity, inadequate, poor, erratic or nonpulsatile signal, questionable pulse
  [bits(1, 2, 3, 4, 6, 7, 8), 'poor-signal'],
  // interference, unknown sensor, sensor malfunction, sensor disconnected
  [bits(10, 12, 14, 15), 'poor-signal'],
] as const

export const reasonForNone = (measurement: number): 'not-a-person' | 'measurement-invalid' | undefined => {
  if (measurement & NOT_A_PERSON) return 'not-a-person'
  return measurement & INVALID ? 'measurement-invalid' : undefined
}

export const oximeterQuality = (measurement: number, sensor: number): QualityCode[] => [
  ...qualityOfBits(measurement, MEASUREMENT_QUALITY),
  ...qualityOfBits(sensor, SENSOR_QUALITY),
]
