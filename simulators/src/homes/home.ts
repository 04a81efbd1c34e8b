import type { Language, planSchema } from '@kotisilta/contract'
import type { Physiology } from '../persons/physiology.ts'

/** What can stand in a home, with the profile by which the gateway reads it. */
export const DEVICE_PROFILES = {
  scale: 'sig-weight-scale',
  cuff: 'sig-blood-pressure',
  thermometer: 'sig-thermometer',
  oximeter: 'sig-pulse-oximeter',
  pulseBand: 'sig-heart-rate',
  robot: 'open-dispenser',
  wristband: 'open-wristband',
} as const

export type DeviceName = keyof typeof DEVICE_PROFILES

export interface Contact {
  name: string
  relation: string
  phone: string
}

/** Who lives there, as the patient's record has it. Invented from first to last. */
export interface Resident {
  name: string
  birthYear: number
  language: Language
  municipality: string
  address: string
  keyBox: string
  phone: string
  livesAlone: boolean
  /** What whoever answers an alert should know first. */
  notes: string
  contacts: Contact[]
}

/** A dose that comes every day. */
export interface DailyDose {
  /** Minutes after midnight on the wall. */
  minutes: number
  medicine: string
}

export interface Home {
  /** The home's id, from which its partition follows. */
  id: string
  /** The id of its gateway. */
  gateway: string
  resident: Resident
  plan: typeof planSchema._input
  /** Where each device is: `ble:c04b53000101`, `mqtt:robot-0001`. */
  devices: Readonly<Record<DeviceName, string>>
  doses: readonly DailyDose[]
  physiology: Physiology
}

/** The home's devices as a gateway and the patient's record know them. */
export const assignments = (home: Home): { device: string; profile: string }[] =>
  (Object.keys(DEVICE_PROFILES) as DeviceName[]).map((name) => ({
    device: home.devices[name],
    profile: DEVICE_PROFILES[name],
  }))

/** The serial of a device on the home's network. */
export const serialOf = (device: string): string => device.replace('mqtt:', '')

/** The address of a Bluetooth device in the form in which radios write it: `C0:4B:53:00:01:01`. */
export const addressOf = (device: string): string =>
  (device.replace('ble:', '').match(/../g) ?? []).join(':').toUpperCase()
