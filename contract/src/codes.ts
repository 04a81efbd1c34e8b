/**
 * Reading kinds with their unit (UCUM) and LOINC code.
 * Sources: LOINC 2.7x, UCUM, Bluetooth SIG Assigned Numbers, ISO/IEEE 11073-10101.
 */
export const READING_KINDS = {
  'body-weight': { unit: 'kg', loinc: '29463-7' },
  'body-fat': { unit: '%', loinc: '41982-0' },
  'heart-rate': { unit: '/min', loinc: '8867-4' },
  'oxygen-saturation': { unit: '%', loinc: '59408-5' },
  'blood-pressure': { unit: 'mm[Hg]', loinc: '85354-9' },
  'body-temperature': { unit: 'Cel', loinc: '8310-5' },
  'respiratory-rate': { unit: '/min', loinc: '9279-1' },
  'blood-glucose': { unit: 'mmol/L', loinc: '15074-8' },
  steps: { unit: '1', loinc: '55423-8' },
  sleep: { unit: 'min', loinc: undefined },
  activity: { unit: '%', loinc: undefined },
  consciousness: { unit: undefined, loinc: '80288-4' },
  'supplemental-oxygen': { unit: 'L/min', loinc: '3151-8' },
  'battery-level': { unit: '%', loinc: undefined },
} as const

export type ReadingKind = keyof typeof READING_KINDS

export const READING_KIND_NAMES = Object.keys(READING_KINDS) as [ReadingKind, ...ReadingKind[]]

export const EVENT_KINDS = [
  'sos-pressed',
  'fall-detected',
  'fall-cancelled',
  'dose-due',
  'dose-offered',
  'dose-taken',
  'dose-missed',
  'dose-withdrawn',
  'dispenser-fault',
  'refill-needed',
  'travel-pack',
  'worn',
  'not-worn',
  'left-home',
  'came-home',
  'door-opened',
  'door-closed',
  'motion',
  'bed-entered',
  'bed-left',
  'smoke',
  'water-leak',
  'measurement-failed',
  'alive-test',
  'device-online',
  'device-offline',
] as const

export type EventKind = (typeof EVENT_KINDS)[number]

/** Events that travel in the gateway's urgent lane and wait for nothing. */
export const URGENT_EVENT_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  'sos-pressed',
  'fall-detected',
  'smoke',
  'alive-test',
])

export const QUALITY_CODES = [
  'entered-manually',
  'cold-finger',
  'irregular-pulse',
  'body-movement',
  'cuff-too-loose',
  'improper-position',
  'poor-signal',
  'low-perfusion',
  'trailing-bytes',
  'out-of-range',
  'clock-estimated',
  'person-uncertain',
  'low-battery',
] as const

export type QualityCode = (typeof QUALITY_CODES)[number]

/** ACVPU scale of consciousness (NEWS2, Royal College of Physicians 2017). */
export const CONSCIOUSNESS_LEVELS = ['A', 'C', 'V', 'P', 'U'] as const
export type Consciousness = (typeof CONSCIOUSNESS_LEVELS)[number]
