import {
  bloodPressureMeasurement,
  type PressureReading,
  type SaturationReading,
  spotCheckMeasurement,
  temperatureMeasurement,
  type Weighing,
  weightMeasurement,
} from './encode/measurements.ts'
import type { MeterKind } from './meter.ts'

/** Weight Scale Service 1.0: time-stamped measurements that nobody fetched are kept and sent later. */
export const weightScale: MeterKind<Weighing> = {
  name: 'Koti Scale',
  service: '181d',
  characteristic: '2a9d',
  encode: weightMeasurement,
  stores: true,
}

/** Blood Pressure Service 1.1.1: the same. */
export const bloodPressureCuff: MeterKind<PressureReading> = {
  name: 'Koti Cuff',
  service: '1810',
  characteristic: '2a35',
  encode: bloodPressureMeasurement,
  stores: true,
}

/** Health Thermometer Service 1.0: the same. */
export const thermometer: MeterKind<number> = {
  name: 'Koti Ear',
  service: '1809',
  characteristic: '2a1c',
  encode: temperatureMeasurement,
  stores: true,
}

/** Pulse Oximeter Service 1.0.1, without the optional store: a spot check that nobody fetches is lost. */
export const pulseOximeter: MeterKind<SaturationReading> = {
  name: 'Koti Oximeter',
  service: '1822',
  characteristic: '2a5e',
  encode: spotCheckMeasurement,
  stores: false,
}
