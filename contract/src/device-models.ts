/** What a device is, in a word that people know. */
export const DEVICE_SORTS = [
  'activity-monitor',
  'bed-sensor',
  'blood-pressure-monitor',
  'body-composition-scale',
  'chair-sensor',
  'glucose-meter',
  'heart-rate-sensor',
  'home-sensor',
  'medication-robot',
  'other',
  'oximeter',
  'scale',
  'sos-button',
  'thermometer',
  'wristband',
] as const
export type DeviceSort = (typeof DEVICE_SORTS)[number]

/** What a device without a maker's name keeps to: the Bluetooth standard, our open profile, or another system's words. */
export const DEVICE_STANDARDS = ['bluetooth', 'open', 'bridged'] as const
export type DeviceStandard = (typeof DEVICE_STANDARDS)[number]

export interface DeviceModel {
  /** Id of its profile. */
  profile: string
  sort: DeviceSort
  /** Maker and model; absent for what stands for any device of its sort. */
  name?: string
  standard?: DeviceStandard
}

/**
 * Which devices can be given to somebody, as people choose and read them: the server and its screens know no more of
 * profiles than this. Held to the catalogue of the profiles by test/architecture.
 */
export const DEVICE_MODELS: readonly DeviceModel[] = [
  { profile: 'xiaomi-scale', sort: 'scale', name: 'Xiaomi Mi Smart Scale' },
  { profile: 'xiaomi-body-composition-scale', sort: 'scale', name: 'Xiaomi Mi Body Composition Scale' },
  { profile: 'xiaomi-scale-s400', sort: 'scale', name: 'Xiaomi Body Composition Scale S400' },
  { profile: 'xiaomi-band', sort: 'wristband', name: 'Xiaomi Mi Smart Band' },
  { profile: 'and-ua-651', sort: 'blood-pressure-monitor', name: 'A&D UA-651BLE' },
  { profile: 'and-uc-352', sort: 'scale', name: 'A&D UC-352BLE' },
  { profile: 'and-ut-201', sort: 'thermometer', name: 'A&D UT-201BLE' },
  { profile: 'beurer-diagnostic-scale', sort: 'scale', name: 'Beurer BF105, BF500, BF720' },
  { profile: 'beurer-blood-pressure', sort: 'blood-pressure-monitor', name: 'Beurer BM and BC series' },
  { profile: 'beurer-thermometer', sort: 'thermometer', name: 'Beurer FT95' },
  {
    profile: 'omron-blood-pressure',
    sort: 'blood-pressure-monitor',
    name: 'Omron Evolv, Complete and others with the standard service',
  },
  { profile: 'omron-hem-7322t', sort: 'blood-pressure-monitor', name: 'Omron HEM-7322T (M700 Intelli IT)' },
  { profile: 'nonin-3230', sort: 'oximeter', name: 'Nonin 3230' },
  { profile: 'polar-heart-rate', sort: 'heart-rate-sensor', name: 'Polar H7, H9, H10, OH1, Verity Sense' },
  { profile: 'garmin-heart-rate', sort: 'heart-rate-sensor', name: 'Garmin HRM-Dual, HRM-Pro' },
  { profile: 'evondos-robot', sort: 'medication-robot', name: 'Evondos E300, Anna' },
  { profile: 'medido-dispenser', sort: 'medication-robot', name: 'Innospense Medido Connected' },
  { profile: 'dosell-dispenser', sort: 'medication-robot', name: 'iZafe Dosell' },
  { profile: 'open-dispenser', sort: 'medication-robot', standard: 'open' },
  { profile: 'open-wristband', sort: 'wristband', standard: 'open' },
  { profile: 'bridged-sensor', sort: 'home-sensor', standard: 'bridged' },
  { profile: 'bridged-bed-sensor', sort: 'bed-sensor', standard: 'bridged' },
  { profile: 'bridged-chair-sensor', sort: 'chair-sensor', standard: 'bridged' },
  { profile: 'bridged-sos-button', sort: 'sos-button', standard: 'bridged' },
  { profile: 'mapped-device', sort: 'other' },
  { profile: 'sig-blood-pressure', sort: 'blood-pressure-monitor', standard: 'bluetooth' },
  { profile: 'sig-pulse-oximeter', sort: 'oximeter', standard: 'bluetooth' },
  { profile: 'sig-glucose', sort: 'glucose-meter', standard: 'bluetooth' },
  { profile: 'sig-thermometer', sort: 'thermometer', standard: 'bluetooth' },
  { profile: 'sig-body-composition', sort: 'body-composition-scale', standard: 'bluetooth' },
  { profile: 'sig-weight-scale', sort: 'scale', standard: 'bluetooth' },
  { profile: 'sig-heart-rate', sort: 'heart-rate-sensor', standard: 'bluetooth' },
  { profile: 'sig-activity-monitor', sort: 'activity-monitor', standard: 'bluetooth' },
]

const byProfile = new Map(DEVICE_MODELS.map((model) => [model.profile, model]))

export const deviceModel = (profile: string): DeviceModel | undefined => byProfile.get(profile)
