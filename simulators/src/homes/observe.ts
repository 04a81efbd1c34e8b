import type { Milliseconds } from '@kotisilta/contract'
import type { PressureReading, SaturationReading, Weighing } from '../devices/encode/measurements.ts'
import { type Physiology, vitalsAt } from '../persons/physiology.ts'

/** What the devices of a home show of a person: the body's values in the steps in which each device measures. */
export interface Observer {
  weighing(at: Milliseconds): Weighing
  pressure(at: Milliseconds): PressureReading
  saturation(at: Milliseconds): SaturationReading
  /** Cel */
  temperature(at: Milliseconds): number
  /** Beats a minute. */
  pulse(at: Milliseconds): number
  /** Breaths a minute. */
  breathing(at: Milliseconds): number
  /** In the quarter of an hour that ends at `at`. */
  steps(at: Milliseconds): number
}

/** The resident is the first user of every device that knows users. */
const USER_INDEX = 1

const toStep = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(3))

export function observer(physiology: Physiology): Observer {
  const vitals = (at: Milliseconds) => vitalsAt(physiology, at)
  return {
    weighing: (at) => ({ kilograms: toStep(vitals(at).bodyWeight, 0.05), userIndex: USER_INDEX }),
    pressure(at) {
      const { systolic, diastolic, heartRate } = vitals(at)
      return {
        systolic: Math.round(systolic),
        diastolic: Math.round(diastolic),
        pulse: Math.round(heartRate),
        userIndex: USER_INDEX,
      }
    },
    saturation(at) {
      const { oxygenSaturation, heartRate } = vitals(at)
      return { saturation: Math.round(oxygenSaturation), pulse: Math.round(heartRate) }
    },
    temperature: (at) => toStep(vitals(at).bodyTemperature, 0.1),
    pulse: (at) => Math.round(vitals(at).heartRate),
    breathing: (at) => Math.round(vitals(at).respiratoryRate),
    steps: (at) => vitals(at).steps,
  }
}
