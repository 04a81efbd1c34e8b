import type { Milliseconds } from '@kotisilta/contract'
import { type Dose, type DoseEvent, doseDetail } from './dose.ts'
import { type LanDevice, type LanDevicePlace, lanDevice } from './lan-device.ts'

/** A medication robot on the home's network. */
export interface MedicationRobot {
  readonly device: LanDevice
  /** One step in the life of a dose has happened. */
  tell(event: DoseEvent, dose: Dose, at: Milliseconds): void
  /** Something is broken, or is not any longer; codes: docs/local-mqtt.md. */
  fault(code: string, at: Milliseconds, cleared?: boolean): void
  close(): Promise<void>
}

export function medicationRobot(place: LanDevicePlace): MedicationRobot {
  const device = lanDevice(place)
  return {
    device,
    tell: (event, dose, at) => device.report('event', { kind: event, at, detail: doseDetail(dose) }),
    fault: (code, at, cleared) =>
      device.report('event', { kind: 'dispenser-fault', at, detail: { code, ...(cleared === true && { cleared }) } }),
    close: () => device.close(),
  }
}
