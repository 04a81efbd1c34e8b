import type { Milliseconds } from '@kotisilta/contract'
import type { PressureReading, SaturationReading, Weighing } from '../devices/encode/measurements.ts'
import { type Physiology, signAt, stepsAt } from '../persons/physiology.ts'

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

export function observer(person: Physiology): Observer {
  const whole = (sign: Parameters<typeof signAt>[1], at: Milliseconds): number => Math.round(signAt(person, sign, at))
  const pulse = (at: Milliseconds): number => whole('heartRate', at)
  return {
    weighing: (at) => ({ kilograms: toStep(signAt(person, 'bodyWeight', at), 0.05), userIndex: USER_INDEX }),
    pressure: (at) => ({
      systolic: whole('systolic', at),
      diastolic: whole('diastolic', at),
      pulse: pulse(at),
      userIndex: USER_INDEX,
    }),
    saturation: (at) => ({ saturation: whole('oxygenSaturation', at), pulse: pulse(at) }),
    temperature: (at) => toStep(signAt(person, 'bodyTemperature', at), 0.1),
    pulse,
    breathing: (at) => whole('respiratoryRate', at),
    steps: (at) => stepsAt(person, at),
  }
}
