import type { Milliseconds } from '@kotisilta/contract'
import { dateTime } from './date-time.ts'
import { float, littleEndian, sfloat } from './medical-float.ts'

/** Layouts: Bluetooth GATT Specification Supplement, the sections named after each characteristic. */

export interface Weighing {
  kilograms: number
  /** Which of the scale's users stood on it; 255 is unknown. */
  userIndex: number
}

const TIME_STAMP = 0b10

/** Weight Measurement (2A9D): SI units in steps of 5 g, time stamp, user. */
export const weightMeasurement = ({ kilograms, userIndex }: Weighing, at: Milliseconds): Uint8Array =>
  Uint8Array.from([TIME_STAMP | 0b100, ...littleEndian(Math.round(kilograms / 0.005), 2), ...dateTime(at), userIndex])

export interface PressureReading {
  /** mmHg */
  systolic: number
  /** mmHg */
  diastolic: number
  /** Beats a minute. */
  pulse: number
  userIndex: number
  /** The heart beat irregularly. */
  irregularPulse?: boolean
}

/** Blood Pressure Measurement (2A35): mmHg, time stamp, pulse, user, measurement status. */
export const bloodPressureMeasurement = (reading: PressureReading, at: Milliseconds): Uint8Array => {
  const { systolic, diastolic, pulse, userIndex, irregularPulse = false } = reading
  return Uint8Array.from([
    TIME_STAMP | 0b11100,
    ...sfloat(systolic),
    ...sfloat(diastolic),
    ...sfloat(diastolic + (systolic - diastolic) / 3),
    ...dateTime(at),
    ...sfloat(pulse),
    userIndex,
    ...littleEndian(irregularPulse ? 0b100 : 0, 2),
  ])
}

export interface SaturationReading {
  /** % */
  saturation: number
  /** Beats a minute. */
  pulse: number
}

/** PLX Spot-Check Measurement (2A5E): saturation, pulse, time stamp. */
export const spotCheckMeasurement = ({ saturation, pulse }: SaturationReading, at: Milliseconds): Uint8Array =>
  Uint8Array.from([0b1, ...sfloat(saturation), ...sfloat(pulse), ...dateTime(at)])

/** PLX Continuous Measurement (2A5F): the normal pair of values only. */
export const continuousMeasurement = ({ saturation, pulse }: SaturationReading): Uint8Array =>
  Uint8Array.from([0, ...sfloat(saturation), ...sfloat(pulse)])

/** Temperature Measurement (2A1C): Celsius with one decimal, time stamp, taken in the ear (type 9, "tympanum"). */
export const temperatureMeasurement = (celsius: number, at: Milliseconds): Uint8Array =>
  Uint8Array.from([TIME_STAMP | 0b100, ...float(celsius, 1), ...dateTime(at), 9])

/** Heart Rate Measurement (2A37): one byte of beats a minute, skin contact detected. */
export const heartRateMeasurement = (beatsPerMinute: number): Uint8Array => Uint8Array.from([0b110, beatsPerMinute])

export interface GlucoseRecord {
  /** 0 to 65535 */
  sequenceNumber: number
  /** mmol/L */
  glucose: number
}

/** Glucose Measurement (2A18): mol/L in steps of 0.1 mmol/L, capillary whole blood (type 1) from a finger (location 1). */
export const glucoseMeasurement = ({ sequenceNumber, glucose }: GlucoseRecord, at: Milliseconds): Uint8Array =>
  Uint8Array.from([0b110, ...littleEndian(sequenceNumber, 2), ...dateTime(at), ...sfloat(glucose / 1000, 4), 0x11])
